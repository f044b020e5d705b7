using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Virtual.Faults;
using PluginHost.Ipcom.Virtual.Knobs;

namespace PluginHost.Ipcom.Virtual.Clients;

/// <summary>What the controller answers to one client: nothing but a refusal before the login, then under the session's key.</summary>
internal sealed class Conversation(Controller controller, VirtualClient client)
{
    private readonly byte[] _snapshot = new byte[Snapshot.Length];
    private readonly AnswerFaults _faults = new(controller.Faults);

    /// <summary>The cipher of both directions.</summary>
    public SessionCipher Cipher { get; private set; } = controller.Options.IsSecure ? SessionCipher.WithoutKey : SessionCipher.Clear;

    public bool IsLoggedIn { get; private set; }

    private VirtualOptions Options => controller.Options;

    private static ReadOnlySpan<byte> ShortLoginAnswer => [(byte)MessageId.Connect, 1, 0];

    private static ReadOnlySpan<byte> Meaningless => [0x5a, 0xc3];

    /// <summary>Does what a message asks for.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="plain">Its bytes in plain.</param>
    /// <param name="reply">Takes the answer.</param>
    public void Take(IpcomMessageKind kind, ReadOnlySpan<byte> plain, Reply reply)
    {
        switch (kind)
        {
            case IpcomMessageKind.Login:
                LogIn(plain, reply);
                break;
            case IpcomMessageKind.Goodbye:
                reply.End = ReplyEnd.Fin;
                break;
            case IpcomMessageKind.KeepAlive:
                _faults.Answer(Requests.KeepAlive, Cipher, Options.AnswersKeepAlives ? ShortMessages.KeepAlive : default, reply);
                break;
            case IpcomMessageKind.Poll:
                AnswerSnapshot(Requests.Poll, controller.Faults.Occurs(VirtualFaults.StaleSnapshot, out _), reply);
                break;
            case IpcomMessageKind.Frame:
                Write(plain, reply);
                break;
            case IpcomMessageKind.Unknown when !IsLoggedIn:
                Refuse(Options.NoLogin, reply);
                break;
            case IpcomMessageKind.Unknown when Options.Unknown == UnknownMessage.Close:
                SayGoodbye(reply);
                break;
        }
    }

    /// <summary>Ends it from this side.</summary>
    public void SayGoodbye(Reply reply)
    {
        reply.Add(Cipher, ShortMessages.Disconnect);
        reply.End = ReplyEnd.Fin;
    }

    private void LogIn(ReadOnlySpan<byte> plain, Reply reply)
    {
        if (controller.Faults.Occurs(VirtualFaults.MuteLogin, out _))
        {
            return;
        }

        if (VirtualFaults.RefuseLogin.Occurs(controller.Faults, out var form))
        {
            Refuse(form, reply);
        }
        else if (!LoginRequest.TryRead(plain, out var user, out var password) || user != Options.Username || password != Options.Password)
        {
            Refuse(Options.BadLogin, reply);
        }
        else if (!controller.TryAdmit(client))
        {
            Refuse(RefusalForm.Goodbye, reply);
        }
        else
        {
            Admit(reply);
        }
    }

    private void Admit(Reply reply)
    {
        IsLoggedIn = true;
        var start = reply.Length;
        if (Options.HasShortLoginAnswer)
        {
            reply.Add(Cipher, ShortLoginAnswer);
            Cipher = SessionCipher.Clear;
        }
        else
        {
            Span<byte> answer = stackalloc byte[LoginAnswer.Length];
            var key = controller.NextKey().Span;
            LoginAnswer.Write("0000"u8, key, answer);
            reply.Add(Cipher, answer);
            Cipher = Options.IsSecure ? SessionCipher.WithKey(key) : SessionCipher.Clear;
        }

        if (VirtualFaults.HalfLogin.Occurs(controller.Faults, out var end))
        {
            AnswerFaults.Halve(reply, start, end);
        }
    }

    private void Refuse(RefusalForm form, Reply reply)
    {
        reply.End = form == RefusalForm.Silence ? ReplyEnd.None : ReplyEnd.Fin;
        switch (form)
        {
            case RefusalForm.Goodbye:
                reply.Add(Cipher, ShortMessages.Disconnect);
                break;
            case RefusalForm.Keyed:
                reply.Add(SessionCipher.WithKey(controller.NextKey().Span), ShortMessages.Disconnect);
                break;
            case RefusalForm.Clear:
                reply.AddRaw(ShortMessages.Disconnect);
                break;
            case RefusalForm.Unknown:
                reply.AddRaw(Meaningless);
                break;
        }
    }

    private void Write(ReadOnlySpan<byte> plain, Reply reply)
    {
        // As on the bus behind a controller: a frame that is not right is nobody's.
        if (!OutputWrite.TryRead(plain, Options.Bus, out var module, out var values))
        {
            return;
        }

        controller.Write(client.Number, module, values);
        switch (Options.WriteAnswer)
        {
            case WriteAnswer.Snapshot:
                AnswerSnapshot(Requests.Write, isStale: false, reply);
                break;
            case WriteAnswer.Frame:
                var address = (byte)(Options.Bus.FirstModule + module - 1);
                _faults.Answer(Requests.Write, Cipher, [(byte)MessageId.Frame, 1, OutputWrite.FrameStart, 0, address, 2, 0x21, 0x21], reply);
                break;
            case WriteAnswer.Two:
                _faults.Answer(Requests.Write, Cipher, [(byte)MessageId.Frame, 1], reply);
                break;
            case WriteAnswer.Seventeen:
                Span<byte> echo = stackalloc byte[OutputWrite.MaxLength];
                plain.CopyTo(echo);
                _faults.Answer(Requests.Write, Cipher, echo, reply);
                break;
            default:
                _faults.Answer(Requests.Write, Cipher, default, reply);
                break;
        }
    }

    private void AnswerSnapshot(Requests request, bool isStale, Reply reply)
    {
        ShortMessages.Poll.CopyTo(_snapshot);
        controller.House.CopyTo(_snapshot.AsSpan(ShortMessages.Length), isStale, controller.Now);
        if (_faults.Answer(request, Cipher, _snapshot, reply) && !client.IsSilent)
        {
            controller.Counters.Snapshot();
        }
    }
}
