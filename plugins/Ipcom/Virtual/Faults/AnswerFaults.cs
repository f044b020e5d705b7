using PluginHost.Ipcom.Protocol;
using PluginHost.Ipcom.Virtual.Clients;

namespace PluginHost.Ipcom.Virtual.Faults;

/// <summary>Spoils the answers to what comes after the login, as asked for.</summary>
internal sealed class AnswerFaults(FaultList faults)
{
    /// <summary>Adds an answer, or what is sent in its place.</summary>
    /// <param name="request">What is answered.</param>
    /// <param name="cipher">The session's cipher.</param>
    /// <param name="plain">The answer; empty for none.</param>
    /// <param name="reply">Takes what goes out.</param>
    /// <returns>Whether all of the answer does.</returns>
    public bool Answer(Requests request, SessionCipher cipher, ReadOnlySpan<byte> plain, Reply reply)
    {
        if (VirtualFaults.Mute.Occurs(faults, out var muted) && (muted == Requests.All || muted == request))
        {
            return false;
        }

        if (Ends(cipher, reply))
        {
            return false;
        }

        if (VirtualFaults.LateAnswer.Occurs(faults, out var delay))
        {
            reply.Delay = delay;
        }

        if (VirtualFaults.Garbage.Occurs(faults, out var before))
        {
            reply.AddRandom(before);
        }

        var start = reply.Length;
        reply.Add(cipher, plain);
        var isHalf = VirtualFaults.HalfFrame.Occurs(faults, out var end);
        if (isHalf)
        {
            Halve(reply, start, end);
        }

        if (VirtualFaults.GarbageAfter.Occurs(faults, out var after))
        {
            reply.AddRandom(after);
        }

        return !isHalf;
    }

    /// <summary>Cuts an answer.</summary>
    /// <param name="reply">What goes out.</param>
    /// <param name="start">Where in it the answer begins.</param>
    /// <param name="end">What comes behind it.</param>
    public static void Halve(Reply reply, int start, HalfEnd end)
    {
        reply.Halve(start);
        reply.End = end switch
        {
            HalfEnd.Close => ReplyEnd.Fin,
            HalfEnd.Silence => ReplyEnd.Silence,
            _ => ReplyEnd.None,
        };
    }

    private bool Ends(SessionCipher cipher, Reply reply)
    {
        if (faults.Occurs(VirtualFaults.Goodbye, out _))
        {
            reply.Add(cipher, ShortMessages.Disconnect);
            reply.End = ReplyEnd.Fin;
        }
        else if (faults.Occurs(VirtualFaults.Reset, out _))
        {
            reply.End = ReplyEnd.Reset;
        }
        else if (faults.Occurs(VirtualFaults.Drop, out _))
        {
            reply.End = ReplyEnd.Fin;
        }

        return reply.End != ReplyEnd.None;
    }
}
