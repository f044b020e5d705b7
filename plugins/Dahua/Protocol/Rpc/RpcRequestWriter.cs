using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PluginHost.Dahua.Protocol.Rpc;

/// <summary>Writes calls, one JSON object each.</summary>
/// <param name="dialect">Over what they go.</param>
internal sealed class RpcRequestWriter(RpcDialect dialect)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private bool IsWeb => dialect == RpcDialect.Web;

    /// <summary>Asks for a challenge.</summary>
    public void Login(IBufferWriter<byte> output, uint id, string user) =>
        Call(output, id, default, RpcMethods.Login, json => WriteLogin(json, user, ""));

    /// <summary>Answers the challenge.</summary>
    /// <param name="output">Takes the call.</param>
    /// <param name="id">The call's number.</param>
    /// <param name="session">The session that came with the challenge.</param>
    /// <param name="user">The user.</param>
    /// <param name="passwordHash">From <see cref="PasswordHash.Answer"/>.</param>
    public void Login(IBufferWriter<byte> output, uint id, RpcSession session, string user, string passwordHash) =>
        Call(output, id, session, RpcMethods.Login, json =>
        {
            WriteLogin(json, user, passwordHash);
            json.WriteString("authorityType"u8, "Default"u8);
            json.WriteString("passwordType"u8, "Default"u8);
        });

    /// <summary>Keeps the session.</summary>
    /// <param name="output">Takes the call.</param>
    /// <param name="id">The call's number.</param>
    /// <param name="session">The session.</param>
    /// <param name="seconds">For how long.</param>
    public void KeepAlive(IBufferWriter<byte> output, uint id, RpcSession session, int seconds) =>
        Call(output, id, session, RpcMethods.KeepAlive, json =>
        {
            json.WriteBoolean(IsWeb ? "active"u8 : "action"u8, true);
            json.WriteNumber("timeout"u8, seconds);
        });

    /// <summary>Asks for all events.</summary>
    public void Attach(IBufferWriter<byte> output, uint id, RpcSession session) =>
        Call(output, id, session, RpcMethods.Attach, json =>
        {
            json.WriteStartArray("codes"u8);
            json.WriteStringValue("All"u8);
            json.WriteEndArray();
        });

    /// <summary>Makes any call.</summary>
    /// <param name="output">Takes the call.</param>
    /// <param name="id">The call's number.</param>
    /// <param name="session">The session.</param>
    /// <param name="method">What to call.</param>
    /// <param name="parameters">Writes the members of its parameters; where it is left out, there are none.</param>
    /// <param name="target">The object that an earlier call made; 0 for none.</param>
    public void Call(
        IBufferWriter<byte> output, uint id, RpcSession session, string method, Action<Utf8JsonWriter>? parameters = null, long target = 0)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteNumber("id"u8, id);
        json.WriteString("method"u8, method);
        if (parameters is null)
        {
            json.WriteNull("params"u8);
        }
        else
        {
            json.WriteStartObject("params"u8);
            parameters(json);
            json.WriteEndObject();
        }

        if (target != 0)
        {
            json.WriteNumber("object"u8, target);
        }

        if (session != default)
        {
            json.WritePropertyName("session"u8);
            session.WriteTo(json);
        }
        else if (!IsWeb)
        {
            json.WriteNumber("session"u8, 0);
        }

        json.WriteEndObject();
    }

    private void WriteLogin(Utf8JsonWriter json, string user, string password)
    {
        json.WriteString("clientType"u8, IsWeb ? "Web3.0"u8 : ""u8);
        if (!IsWeb)
        {
            json.WriteString("ipAddr"u8, "(null)"u8);
        }

        json.WriteString("loginType"u8, "Direct"u8);
        json.WriteString("userName"u8, user);
        json.WriteString("password"u8, password);
    }
}
