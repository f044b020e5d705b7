namespace PluginHost.Ipcom.Protocol;

/// <summary>The messages of two bytes, id and version.</summary>
internal static class ShortMessages
{
    /// <summary>Their length.</summary>
    public const int Length = 2;

    /// <summary>Asks for all outputs; enciphered anew with each session's key. Its answer begins alike.</summary>
    public static ReadOnlySpan<byte> Poll => [(byte)MessageId.ExoOutputs, 1];

    /// <summary>Keeps an idle connection. Nobody has shown its version byte; that of the others is taken.</summary>
    public static ReadOnlySpan<byte> KeepAlive => [(byte)MessageId.KeepAlive, 1];

    /// <summary>Says goodbye.</summary>
    public static ReadOnlySpan<byte> Disconnect => [(byte)MessageId.Disconnect, 1];
}
