using System.Reflection;

namespace PluginHost.Runtime.Plugins;

/// <summary>Turns what went wrong with a plugin into text.</summary>
internal static class PluginFailure
{
    /// <summary>What went wrong before any plugin code ran: a sentence where it is an expected failure.</summary>
    public static string Explain(Exception failure) =>
        failure is PluginLoadException or IOException or UnauthorizedAccessException ? failure.Message : Describe(failure);

    /// <summary>The innermost type and message, without the wrappers that reflection and type initialisers put around.</summary>
    public static string Describe(Exception failure)
    {
        while (failure is TargetInvocationException or TypeInitializationException && failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return $"{failure.GetType().FullName}: {MessageOf(failure)}";
    }

    private static string MessageOf(Exception failure)
    {
        try
        {
            return failure.Message;
        }
        catch (Exception worse)
        {
            // Message is virtual, so this too is plugin code.
            return $"its message cannot be read ({worse.GetType().FullName})";
        }
    }
}
