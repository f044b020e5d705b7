using System.Text;

namespace PluginHost.Dahua.Protocol.Events;

/// <summary>One event, from the stream or from a door station. Two are equal where every byte of them is.</summary>
/// <param name="code">What it is about.</param>
/// <param name="action">What happened to that, one of <see cref="EventActions"/> as a rule; empty where the device told none.</param>
/// <param name="index">
/// The channel, counted from 0, or what the code counts instead; <see langword="null"/> where the device told none.
/// </param>
/// <param name="data">What came with it, UTF-8.</param>
/// <param name="dataKind">What <paramref name="data"/> is.</param>
internal sealed class CameraEvent(string code, string action, int? index, ReadOnlyMemory<byte> data, EventDataKind dataKind)
    : IEquatable<CameraEvent>
{
    /// <summary>What it is about.</summary>
    public string Code => code;

    /// <summary>What happened to that, one of <see cref="EventActions"/> as a rule; empty where the device told none.</summary>
    public string Action => action;

    /// <summary>The channel, counted from 0, or what the code counts instead; <see langword="null"/> where the device told none.</summary>
    public int? Index => index;

    /// <summary>What came with it, UTF-8: JSON only where <see cref="DataKind"/> says so.</summary>
    public ReadOnlyMemory<byte> Data => data;

    /// <summary>What <see cref="Data"/> is.</summary>
    public EventDataKind DataKind => dataKind;

    /// <summary><see cref="Data"/> as text.</summary>
    public string DataText => Encoding.UTF8.GetString(data.Span);

    /// <inheritdoc/>
    public bool Equals(CameraEvent? other) =>
        other is not null
        && code == other.Code
        && action == other.Action
        && index == other.Index
        && dataKind == other.DataKind
        && data.Span.SequenceEqual(other.Data.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CameraEvent);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(code);
        hash.Add(action);
        hash.Add(index);
        hash.AddBytes(data.Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{code} {action} {index} {dataKind} {DataText}";
}
