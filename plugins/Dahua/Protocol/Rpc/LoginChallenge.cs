namespace PluginHost.Dahua.Protocol.Rpc;

/// <summary>What the first half of a login is answered with.</summary>
/// <param name="Realm">The realm.</param>
/// <param name="Random">What the answer is hashed with.</param>
/// <param name="Encryption">How the password is to be sent.</param>
/// <param name="Session">The session to go on with.</param>
internal sealed record LoginChallenge(string Realm, string Random, string Encryption, RpcSession Session)
{
    /// <summary>Whether it can be answered: other ways than the usual are not known well enough, or send the password itself.</summary>
    public bool IsKnown => Encryption == "Default";

    /// <summary>Reads it; <see langword="null"/> where a message is none.</summary>
    public static LoginChallenge? From(RpcMessage message) =>
        message.Outcome == RpcOutcome.Challenge
        && message.Params.Text("realm"u8) is { } realm
        && message.Params.Text("random"u8) is { } random
            ? new LoginChallenge(realm, random, message.Params.Text("encryption"u8) ?? "", message.Session)
            : null;
}
