using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Apis;

/// <summary>Tells calls that let a connection go from those that only sound like it.</summary>
internal static class Cleanup
{
    /// <summary>The value that an invocation lets go: <c>x</c> of <c>x.Dispose()</c>, <c>x?.Close()</c>; <see langword="null"/> for any other call.</summary>
    /// <param name="apis">The known members.</param>
    /// <param name="invocation">The call.</param>
    public static IOperation? Target(KnownApis apis, IInvocationOperation invocation)
    {
        var receiver = invocation.Receiver();
        return receiver is not null && apis.RoleOf(invocation.TargetMethod, receiver.Type).HasFlag(ApiRole.Cleanup) ? receiver : null;
    }
}
