using System.Security.Cryptography;
using System.Text;

namespace PluginHost.Dahua.Protocol.Rpc;

/// <summary>What is sent in place of a password: its hash with the realm, hashed with the random text of the challenge.</summary>
internal static class PasswordHash
{
    /// <summary>Answers a challenge.</summary>
    public static string Answer(string user, string password, string realm, string random) =>
        Hash($"{user}:{random}:{Secret(user, password, realm)}");

    /// <summary>The part that does not depend on the challenge. As good as the password to whoever has it.</summary>
    public static string Secret(string user, string password, string realm) => Hash($"{user}:{realm}:{password}");

    private static string Hash(string text) => Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
