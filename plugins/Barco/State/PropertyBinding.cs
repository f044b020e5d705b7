using System.Text.Json;

namespace PluginHost.Barco.State;

/// <summary>Which entity shows a property, and how its value is read; nothing where it cannot be.</summary>
internal sealed record PropertyBinding(string Property, Entity Entity, Func<JsonElement, EntityValue> Read);
