using System.Text.Json.Serialization;

namespace PluginHost.Runtime.Plugins.Scripts;

/// <summary>How the cache's records are read and written.</summary>
[JsonSerializable(typeof(ScriptBuildRecord))]
internal sealed partial class ScriptBuildJson : JsonSerializerContext;
