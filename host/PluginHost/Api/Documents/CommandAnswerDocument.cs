using System.Text.Json.Serialization;

namespace PluginHost.Server.Api.Documents;

/// <summary>What became of a command that was not refused.</summary>
/// <param name="Id">Its number, which its events carry too.</param>
/// <param name="Status"><c>completed</c> or <c>waiting</c>.</param>
/// <param name="ElapsedMs">The time since it was posted.</param>
internal sealed record CommandAnswerDocument(long Id, string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? ElapsedMs);
