using System.Globalization;

namespace PluginHost.Runtime.Devices.Entities;

/// <summary>What values an entity can show, and which it can be told to take.</summary>
internal static class EntityRules
{
    /// <summary>What is wrong with a value that a driver sets; <see langword="null"/> when nothing is.</summary>
    public static string? CheckReading(Entity entity, EntityValue value) => (entity.Kind, value.Kind) switch
    {
        (_, EntityValueKind.Nothing) => null,
        (EntityKind.Button or EntityKind.Event or EntityKind.Camera, _) => $"a {entity.Kind} has no value",
        (EntityKind.Switch or EntityKind.Light or EntityKind.BinarySensor, not EntityValueKind.Boolean) => "it must be true or false",
        (EntityKind.Number, not EntityValueKind.Number) => "it must be a number",
        (EntityKind.Select or EntityKind.Text, not EntityValueKind.Text) => "it must be a text",
        _ => null,
    };

    /// <summary>What is wrong with a value that a person wants; <see langword="null"/> when nothing is.</summary>
    public static string? CheckCommand(Entity entity, EntityValue value)
    {
        if (!entity.IsWritable)
        {
            return $"'{entity.Id}' can be read only";
        }

        return entity.Kind switch
        {
            EntityKind.Button => value.Kind == EntityValueKind.Nothing || value == true ? null : $"'{entity.Id}' is pressed without a value",
            EntityKind.Switch or EntityKind.Light => value.Kind == EntityValueKind.Boolean ? null : $"'{entity.Id}' takes true or false",
            EntityKind.Number => CheckNumber(entity, value),
            EntityKind.Cover => CheckCover(entity, value),
            EntityKind.Select => CheckSelect(entity, value),
            _ => value.Kind == EntityValueKind.Text ? null : $"'{entity.Id}' takes a text",
        };
    }

    private static string? CheckNumber(Entity entity, EntityValue value)
    {
        if (value.Kind != EntityValueKind.Number)
        {
            return $"'{entity.Id}' takes a number";
        }

        return value.Number < entity.Min || value.Number > entity.Max
            ? string.Create(CultureInfo.InvariantCulture, $"'{entity.Id}' takes {entity.Min} to {entity.Max}")
            : null;
    }

    private static string? CheckCover(Entity entity, EntityValue value) => value.Kind switch
    {
        EntityValueKind.Text when value.Text is "open" or "close" or "stop" => null,
        EntityValueKind.Number when value.Number is >= 0 and <= 100 => null,
        _ => $"'{entity.Id}' takes open, close, stop or a position from 0 to 100",
    };

    private static string? CheckSelect(Entity entity, EntityValue value)
    {
        if (value.Kind != EntityValueKind.Text)
        {
            return $"'{entity.Id}' takes a text";
        }

        // A device that has not told its options yet must decide by itself.
        return entity.Options.Count == 0 || entity.Options.Contains(value.Text)
            ? null
            : $"'{entity.Id}' takes one of: {string.Join(", ", entity.Options)}{Suggestion.For(value.Text, entity.Options)}";
    }
}
