using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace PluginHost.Server.Api.Documents;

/// <summary>Every document of the API, written by code that the compiler made.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(EntityValueConverter), typeof(EventEntryConverter)])]
[JsonSerializable(typeof(HostDocument))]
[JsonSerializable(typeof(IReadOnlyList<PluginDocument>))]
[JsonSerializable(typeof(DumpDocument))]
[JsonSerializable(typeof(DiagnosticDocument[]))]
[JsonSerializable(typeof(IReadOnlyList<DeviceDocument>))]
[JsonSerializable(typeof(CommandDocument))]
[JsonSerializable(typeof(CommandAnswerDocument))]
[JsonSerializable(typeof(IReadOnlyList<ConnectionDocument>))]
[JsonSerializable(typeof(EventsDocument))]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
internal sealed partial class ApiJson : JsonSerializerContext;
