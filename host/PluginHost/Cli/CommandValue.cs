using System.Globalization;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Cli;

/// <summary>Reads the value of a command as the kind of its entity wants it.</summary>
internal static class CommandValue
{
    /// <param name="entity">The entity's id, for messages.</param>
    /// <param name="kind">Its kind, as the API names it.</param>
    /// <param name="text">The value as written; <see langword="null"/> when none was.</param>
    /// <exception cref="ProgramFailure">The value does not suit the kind.</exception>
    public static EntityValue Read(string entity, string kind, string? text) => (kind, text) switch
    {
        ("button", null) => EntityValue.Nothing,
        (_, null) => throw ProgramFailure.Usage($"'{entity}' is a {kind} and needs a value"),
        ("switch" or "light" or "button", "true") => true,
        ("switch" or "light", "false") => false,
        ("switch" or "light", _) => throw ProgramFailure.Usage($"'{entity}' is a {kind} and takes true or false, not '{text}'"),
        ("button", _) => throw ProgramFailure.Usage($"'{entity}' is a button and is pressed without a value"),
        ("number", _) => Number(text) ?? throw ProgramFailure.Usage($"'{entity}' takes a number such as 40 or 0.5, not '{text}'"),
        ("cover", _) when Number(text) is { } position => position,
        _ => text,
    };

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
