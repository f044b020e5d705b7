using PluginHost.Analyzers.DriverCode;

namespace PluginHost.Runtime.Plugins.Inspecting;

/// <summary>A member that a driver should not use, and uses.</summary>
/// <param name="Rule">The analyzer rule that says the same about source.</param>
/// <param name="Type">The full name of the type, as metadata writes it.</param>
/// <param name="Member">The member's metadata name.</param>
/// <param name="Use">Which use of it keeps a plugin in memory; <see langword="null"/> where it opens a connection round the host.</param>
/// <param name="Remedy">What to do instead.</param>
internal sealed record MemberUse(string Rule, string Type, string Member, PinningUse? Use, string Remedy)
{
    /// <summary>Whether it can keep a plugin in memory: a connection does so by a receive that is pending.</summary>
    public bool MayPin => Use is not null || Type.StartsWith("System.Net.Sockets.", StringComparison.Ordinal);

    /// <summary>Whether it says enough when a plugin is loaded; nearly every library starts tasks.</summary>
    public bool IsTold => Use != PinningUse.Discarded;

    /// <summary>As it is written in source, and in which use.</summary>
    public string Name => Member == ".ctor" ? $"new {Type}" : $"{Type}.{Member}";

    /// <summary>In words, the use that was measured, up to the verb.</summary>
    public string Describe() => Use switch
    {
        null => $"{Name}, whose pending receive",
        PinningUse.OwnType when IsJson => $"{Name} with reflection, which",
        PinningUse.OwnType => $"{Name}, which with types of its own",
        PinningUse.OwnEnum => $"{Name}, which with an enumeration of its own",
        PinningUse.Subscription => $"the event {Type}.{Member["add_".Length..]}, which without unsubscribing",
        PinningUse.Undisposed => $"{Name}, which undisposed",
        PinningUse.Discarded => $"{Name}, which while its task runs",
        _ => $"{Name}, which",
    };

    private bool IsJson => Type.StartsWith("System.Text.Json.", StringComparison.Ordinal) || Type.StartsWith("System.Net.Http.Json.", StringComparison.Ordinal);
}
