namespace PluginHost.Dahua.Tests.Protocol.EventStream;

/// <summary>How firmware frames a part.</summary>
public enum Framing
{
    Canonical,
    BlankBeforeLength,
    NoBlankLine,
    LengthWithLineEnd,
    BlankInDelimiter,
    DelimiterBehind,
    MoreHeaders,
    NoLength,
    LengthTooLarge,
    LineFeedsAndAnEnd,
}
