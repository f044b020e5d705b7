namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>In which order requests that arrived together are answered.</summary>
internal enum ReplyOrder
{
    Fifo,
    Reversed,
}
