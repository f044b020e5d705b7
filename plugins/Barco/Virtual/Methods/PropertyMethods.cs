using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Virtual.Knobs;
using PluginHost.Barco.Virtual.Model;

namespace PluginHost.Barco.Virtual.Methods;

/// <summary>Reading, setting and subscribing.</summary>
internal static class PropertyMethods
{
    private static readonly string[] Signals =
    [
        SignalNames.ModelUpdated, SignalNames.NotificationEmitted, SignalNames.NotificationDismissed, SignalNames.KeyEvent,
        SignalNames.LoggedOut, "system.performed",
    ];

    public static void AddTo(MethodTable table)
    {
        table.AddQuery(PulseMethods.PropertyGet, PulsePropertyGroups.None, Get);
        table.AddControl(PulseMethods.PropertySet, PulsePropertyGroups.None, Set);
        table.AddQuery(PulseMethods.PropertySubscribe, PulsePropertyGroups.None, Subscribe);
        table.AddQuery(PulseMethods.PropertyUnsubscribe, PulsePropertyGroups.None, call =>
            Names(call, "property", names => call.Client.Properties.ExceptWith(names)));
        table.AddQuery(PulseMethods.SignalSubscribe, PulsePropertyGroups.None, call =>
            Names(call, "signal", names => call.Client.Signals.UnionWith(names), Signals));
        table.AddQuery(PulseMethods.SignalUnsubscribe, PulsePropertyGroups.None, call =>
            Names(call, "signal", names => call.Client.Signals.ExceptWith(names)));
        table.AddQuery(PulseMethods.Introspect, PulsePropertyGroups.None, Introspection.Describe);
    }

    private static CallAnswer Get(Call call)
    {
        if (!call.Request.TryGetNames("property", out var names, out var isList))
        {
            return CallAnswer.WrongType;
        }

        var values = new JsonObject();
        foreach (var name in names)
        {
            if (call.Model.Properties.TryGet(name, out var property))
            {
                values[name] = property.Value?.DeepClone();
            }
            else if (!isList || call.Model.Options.BatchMissing == BatchMissing.Error)
            {
                return CallAnswer.NoProperty(name);
            }
        }

        return CallAnswer.Of(isList ? values : values[names[0]]?.DeepClone());
    }

    private static CallAnswer Set(Call call)
    {
        if (!call.Request.TryGetArgument("property", 0, out var property)
            || property.ValueKind != JsonValueKind.String
            || !call.Request.TryGetArgument("value", 1, out var value))
        {
            return CallAnswer.WrongType;
        }

        var name = property.GetString()!;
        var isSource = name == ImageNames.Source;
        var result = isSource ? call.Model.SwitchSource(value, call.Now) : call.Model.Properties.Write(name, value);
        if (result == WriteResult.Taken && name == OpticsNames.ShutterTarget)
        {
            call.Model.Properties.Set(OpticsNames.ShutterPosition, value.GetString());
        }

        return result switch
        {
            WriteResult.Taken => CallAnswer.True,
            WriteResult.NotFound => CallAnswer.NoProperty(name),
            WriteResult.ReadOnly => CallAnswer.Error(PulseErrorCodes.ServerError, $"Property is read-only: {name}"),
            WriteResult.OutOfRange when isSource => CallAnswer.Error(PulseErrorCodes.ServerError, "Could not set source!"),
            WriteResult.OutOfRange => CallAnswer.Error(PulseErrorCodes.InvalidParameters, "Parameter out of range"),
            _ => CallAnswer.WrongType,
        };
    }

    private static CallAnswer Subscribe(Call call)
    {
        if (!call.Request.TryGetNames("property", out var names, out _))
        {
            return CallAnswer.WrongType;
        }

        if (call.Model.Options.BatchMissing == BatchMissing.Error
            && names.FirstOrDefault(name => !call.Model.Properties.TryGet(name, out _)) is { } missing)
        {
            return CallAnswer.NoProperty(missing);
        }

        call.Client.Properties.UnionWith(names);
        return CallAnswer.True;
    }

    private static CallAnswer Names(Call call, string argument, Action<IReadOnlyList<string>> take, string[]? known = null)
    {
        if (!call.Request.TryGetNames(argument, out var names, out _))
        {
            return CallAnswer.WrongType;
        }

        if (known is not null && names.FirstOrDefault(name => !known.Contains(name)) is { } missing)
        {
            return CallAnswer.Error(PulseErrorCodes.NotFound, $"Signal not found: {missing}");
        }

        take(names);
        return CallAnswer.True;
    }
}
