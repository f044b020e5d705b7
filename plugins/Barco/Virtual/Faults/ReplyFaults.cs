using System.Text;
using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Virtual.Faults;

/// <summary>Spoils replies as asked for. The first fault that occurs wins.</summary>
internal static class ReplyFaults
{
    private static readonly byte[] Noise = [0x00, 0xFF, 0xFE, .. "garbage"u8];

    /// <param name="faults">The faults asked for.</param>
    /// <param name="method">What was called.</param>
    /// <param name="reply">The reply as it should be.</param>
    /// <param name="foreignReply">The same under an id that nobody asked with.</param>
    public static Delivery Apply(FaultList faults, string method, byte[] reply, byte[] foreignReply)
    {
        string? value;
        if (faults.Occurs(VirtualFaults.Mute, out value) && (value is null || value == method))
        {
            return new Delivery([]);
        }

        if (faults.Occurs(VirtualFaults.Silent, out _))
        {
            return new Delivery([]) { End = DeliveryEnd.Silence };
        }

        if (faults.Occurs(VirtualFaults.LateReply, out value))
        {
            return Delivery.Whole(reply) with { After = FaultValue.Time(VirtualFaults.LateReply, value, TimeSpan.FromSeconds(12)) };
        }

        if (faults.Occurs(VirtualFaults.SlowFirstByte, out value))
        {
            return Delivery.Whole(reply) with { After = FaultValue.Time(VirtualFaults.SlowFirstByte, value, TimeSpan.FromSeconds(4)) };
        }

        if (faults.Occurs(VirtualFaults.Trickle, out value))
        {
            return new Delivery([.. reply.Select(letter => new[] { letter })])
            {
                Pause = FaultValue.Time(VirtualFaults.Trickle, value, TimeSpan.FromMilliseconds(900)),
            };
        }

        if (faults.Occurs(VirtualFaults.UselessBytes, out value))
        {
            return new Delivery([[(byte)' ']])
            {
                Pause = FaultValue.Time(VirtualFaults.UselessBytes, value, TimeSpan.FromSeconds(9)),
                IsEndless = true,
            };
        }

        return Cut(faults, reply) ?? Replace(faults, reply, foreignReply) ?? Delivery.Whole(reply);
    }

    private static Delivery? Cut(FaultList faults, byte[] reply)
    {
        string? value;
        if (faults.Occurs(VirtualFaults.Truncate, out value))
        {
            return new Delivery([Head(VirtualFaults.Truncate, value, reply.Length / 2)]) { End = DeliveryEnd.Fin };
        }

        if (faults.Occurs(VirtualFaults.HalfReply, out value))
        {
            return new Delivery([Head(VirtualFaults.HalfReply, value, reply.Length / 2)]) { End = DeliveryEnd.Silence };
        }

        return faults.Occurs(VirtualFaults.Reset, out value)
            ? new Delivery([Head(VirtualFaults.Reset, value, 0)]) { End = DeliveryEnd.Reset }
            : null;

        byte[] Head(Fault fault, string? length, int fallback) =>
            reply[..Math.Min(FaultValue.Number(fault, length, fallback), reply.Length)];
    }

    private static Delivery? Replace(FaultList faults, byte[] reply, byte[] foreignReply)
    {
        string? value;
        if (faults.Occurs(VirtualFaults.Garbage, out value))
        {
            return Delivery.Whole(FaultValue.Word(VirtualFaults.Garbage, value, "noise", "prefix", "object") switch
            {
                "noise" => Noise,
                "prefix" => [.. "garbage"u8, .. reply],
                _ => "{\"garbage\":{}}"u8.ToArray(),
            });
        }

        if (faults.Occurs(VirtualFaults.HttpError, out value))
        {
            var status = FaultValue.Number(VirtualFaults.HttpError, value, 400);
            return Delivery.Whole(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status} {(status == 400 ? "Bad Request" : "Error")}\r\nContent-Type: text/html\r\n\r\n<html>{{}}</html>"));
        }

        if (faults.Occurs(VirtualFaults.Undecodable, out _))
        {
            return Delivery.Whole([.. "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        }

        if (faults.Occurs(VirtualFaults.Oversize, out _))
        {
            return Delivery.Whole(
                [.. "{\"jsonrpc\":\"2.0\",\"result\":\""u8, .. Enumerable.Repeat((byte)'x', PulseMessageReader.MaxMessageBytes), .. "\"}"u8]);
        }

        return faults.Occurs(VirtualFaults.WrongId, out _) ? Delivery.Whole(foreignReply) : null;
    }
}
