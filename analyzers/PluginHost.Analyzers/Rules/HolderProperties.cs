using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Lifecycle;

namespace PluginHost.Analyzers.Rules;

/// <summary>What a finding tells its fix of the variables that hold the connection.</summary>
internal static class HolderProperties
{
    /// <summary>The names of the variables, with <c>|</c> between them.</summary>
    public const string Variables = "variables";

    /// <summary>The field that keeps it.</summary>
    public const string Field = "field";

    /// <summary>There when some path gives it away, so that not every end of the method may close it.</summary>
    public const string HandedOn = "handedOn";

    /// <summary>There when the field has it by the time something fails.</summary>
    public const string IsKept = "isKept";

    public static ImmutableDictionary<string, string?> OfField(ISymbol field) => ImmutableDictionary<string, string?>.Empty.Add(Field, field.Name);

    public static ImmutableDictionary<string, string?> Of(Member member, HashSet<int> holders, FieldOwnership ownership)
    {
        var slots = holders.Select(holder => member.Steps.Tables.Slots[holder]).Where(slot => slot.Symbol is not null).ToList();
        var properties = ImmutableDictionary<string, string?>.Empty.Add(Variables, string.Join("|", slots.Where(slot => !slot.IsField).Select(slot => slot.Symbol!.Name)));
        if (slots.Where(slot => slot.IsField).OrderByDescending(slot => ownership.IsOwned(slot.Symbol!)).FirstOrDefault() is { } kept)
        {
            properties = properties.Add(Field, kept.Symbol!.Name).Add(HandedOn, "");
        }

        return member.Steps.All.Any(step => step.Kind is StepKind.HandOver or StepKind.Pass && holders.Contains(step.Target)) ? properties.SetItem(HandedOn, "") : properties;
    }
}
