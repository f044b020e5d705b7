namespace Toy;

/// <summary>What the toy's driver can be told to do wrong.</summary>
public enum ToySin
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Takes a thread in opening and never gives it back.</summary>
    BlocksOpening,

    /// <summary>Never ends its goodbye.</summary>
    HangsClosing,

    /// <summary>Never ends its goodbye, nor its disposal.</summary>
    HangsLeaving,

    /// <summary>Leaves its stream open.</summary>
    Leaks,

    /// <summary>Opens a socket of its own, round the host.</summary>
    GoesRound,

    /// <summary>Opens more sockets of its own than the host lists.</summary>
    FloodsRound,
}
