using System.Text.Json;

namespace PluginHost.Runtime.Devices.Memory;

/// <summary>What is remembered of a device, as JSON.</summary>
internal static class MemoryJson
{
    public static void Write(Utf8JsonWriter json, MemoryContent content)
    {
        json.WriteStartObject();
        json.WriteString("driver", content.Origin.Driver);
        json.WriteString("address", content.Origin.Address);
        json.WriteStartObject("texts");
        foreach (var (key, text) in content.Texts)
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
        json.WriteStartArray("entities");
        foreach (var entity in content.Entities)
        {
            Write(json, entity);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static MemoryContent Read(JsonElement root)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in root.GetProperty("texts").EnumerateObject())
        {
            texts[text.Name] = text.Value.GetString() ?? "";
        }

        var origin = root.TryGetProperty("driver", out var driver)
            ? new MemoryOrigin(driver.GetString() ?? "", root.GetProperty("address").GetString() ?? "")
            : MemoryOrigin.Unknown;
        return new MemoryContent(origin, texts, [.. root.GetProperty("entities").EnumerateArray().Select(ReadEntity)]);
    }

    private static void Write(Utf8JsonWriter json, Entity entity)
    {
        json.WriteStartObject();
        json.WriteString("id", entity.Id);
        json.WriteString("kind", entity.Kind.ToString());
        json.WriteString("name", entity.Name);
        json.WriteString("unit", entity.Unit);
        json.WriteString("deviceClass", entity.DeviceClass);
        json.WriteStartArray("options");
        foreach (var option in entity.Options)
        {
            json.WriteStringValue(option);
        }

        json.WriteEndArray();
        Write(json, "min", entity.Min);
        Write(json, "max", entity.Max);
        Write(json, "step", entity.Step);
        json.WriteBoolean("writable", entity.IsWritable);
        json.WriteBoolean("continuous", entity.Continuous);
        json.WriteString("batchKey", entity.BatchKey);
        json.WriteBoolean("operableOffline", entity.OperableOffline);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
    }

    private static Entity ReadEntity(JsonElement json)
    {
        var id = json.GetProperty("id").GetString()!;
        var entity = Enum.Parse<EntityKind>(json.GetProperty("kind").GetString()!) switch
        {
            EntityKind.Sensor => Entity.Sensor(id),
            EntityKind.BinarySensor => Entity.BinarySensor(id),
            EntityKind.Switch => Entity.Switch(id),
            EntityKind.Light => Entity.Light(id),
            EntityKind.Cover => Entity.Cover(id),
            EntityKind.Select => Entity.Select(id),
            EntityKind.Number => Entity.Number(id, 0, 0),
            EntityKind.Button => Entity.Button(id),
            EntityKind.Text => Entity.Text(id),
            EntityKind.Event => Entity.Event(id),
            _ => Entity.Camera(id),
        };
        return entity with
        {
            Name = json.GetProperty("name").GetString()!,
            Unit = json.GetProperty("unit").GetString(),
            DeviceClass = json.GetProperty("deviceClass").GetString(),
            Options = [.. json.GetProperty("options").EnumerateArray().Select(option => option.GetString()!)],
            Min = ReadNumber(json, "min"),
            Max = ReadNumber(json, "max"),
            Step = ReadNumber(json, "step"),
            IsWritable = json.GetProperty("writable").GetBoolean(),
            Continuous = json.GetProperty("continuous").GetBoolean(),
            BatchKey = json.GetProperty("batchKey").GetString(),
            OperableOffline = json.GetProperty("operableOffline").GetBoolean(),
        };
    }

    private static double? ReadNumber(JsonElement json, string name) =>
        json.TryGetProperty(name, out var number) ? number.GetDouble() : null;
}
