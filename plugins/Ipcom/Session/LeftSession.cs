using PluginHost.Ipcom.Covers;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Session;

/// <summary>What a session leaves beside its stream to the generation that goes on with it.</summary>
/// <param name="Key">The session key; empty where nothing is enciphered.</param>
/// <param name="UntilKeepAlive">When the next keep-alive is due.</param>
/// <param name="MissedPolls">How many polls were missed so far.</param>
/// <param name="Covers">The covers.</param>
internal sealed record LeftSession(ReadOnlyMemory<byte> Key, TimeSpan UntilKeepAlive, long MissedPolls, IReadOnlyList<CoverLeft> Covers)
{
    /// <summary>The format.</summary>
    public const int Version = 2;

    /// <summary>The cipher that was agreed on.</summary>
    public SessionCipher Cipher => Key.IsEmpty ? SessionCipher.Clear : SessionCipher.WithKey(Key.Span);

    /// <summary>Writes it down.</summary>
    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Key.Length);
        writer.Write(Key.Span);
        writer.Write(UntilKeepAlive.Ticks);
        writer.Write(MissedPolls);
        writer.Write(Covers.Count);
        foreach (var cover in Covers)
        {
            writer.Write(cover.Id);
            Write(writer, cover.Position);
            writer.Write((byte)cover.Direction);
            writer.Write(cover.Run.Ticks);
            writer.Write(cover.SinceUp.Ticks);
            writer.Write(cover.SinceDown.Ticks);
            writer.Write(cover.Goal is not null);
            if (cover.Goal is { } goal)
            {
                writer.Write((byte)goal.Direction);
                Write(writer, goal.Target);
                Write(writer, goal.Then);
                writer.Write(goal.HasBegun);
                Write(writer, goal.EndsIn?.Ticks);
            }
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads what was left.</summary>
    /// <returns>The session; <see langword="null"/> for a format that this generation does not know.</returns>
    public static LeftSession? Read(HandOverState left)
    {
        if (left.Version != Version)
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(left.State.ToArray()));
        var key = reader.ReadBytes(reader.ReadInt32());
        var (untilKeepAlive, missed) = (TimeSpan.FromTicks(reader.ReadInt64()), reader.ReadInt64());
        var covers = new CoverLeft[reader.ReadInt32()];
        for (var i = 0; i < covers.Length; i++)
        {
            covers[i] = ReadCover(reader);
        }

        return new LeftSession(key, untilKeepAlive, missed, covers);
    }

    private static CoverLeft ReadCover(BinaryReader reader)
    {
        var id = reader.ReadString();
        var position = ReadNumber(reader);
        var (direction, run) = ((CoverDirection)reader.ReadByte(), TimeSpan.FromTicks(reader.ReadInt64()));
        var (sinceUp, sinceDown) = (TimeSpan.FromTicks(reader.ReadInt64()), TimeSpan.FromTicks(reader.ReadInt64()));
        var goal = reader.ReadBoolean()
            ? new GoalLeft((CoverDirection)reader.ReadByte(), ReadNumber(reader), ReadNumber(reader), reader.ReadBoolean(), ReadTime(reader))
            : null;
        return new CoverLeft(id, position, direction, run, goal, sinceUp, sinceDown);
    }

    private static void Write(BinaryWriter writer, double? number) => writer.Write(number ?? double.NaN);

    private static void Write(BinaryWriter writer, long? ticks) => writer.Write(ticks ?? long.MinValue);

    private static double? ReadNumber(BinaryReader reader) => reader.ReadDouble() is var number && double.IsNaN(number) ? null : number;

    private static TimeSpan? ReadTime(BinaryReader reader) => reader.ReadInt64() is var ticks && ticks == long.MinValue ? null : TimeSpan.FromTicks(ticks);
}
