using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Virtual.Model;

namespace PluginHost.Barco.Virtual.Methods;

/// <summary>Sources, test patterns, shutter and lens.</summary>
internal static class ImageMethods
{
    public static void AddTo(MethodTable table)
    {
        table.AddQuery(ImageNames.SourceList, PulsePropertyGroups.Image, _ => CallAnswer.Of(Texts(ImageSeed.Sources)));
        table.AddQuery(ImageNames.ConnectorList, PulsePropertyGroups.Image, _ =>
            CallAnswer.Of(Texts(ImageSeed.Sources.Select(ConnectorName.FromSource))));
        table.AddQuery(ImageNames.TestPatternList, PulsePropertyGroups.Image, _ => CallAnswer.Of(new JsonArray(
            [.. ImageSeed.TestPatterns.Select(id => new JsonObject { ["id"] = id, ["name"] = id, ["internal"] = true })])));
        AddToggle(table, ImageNames.TestPatternToggle, ImageNames.TestPatternShow);
        table.AddControl(OpticsNames.ShutterToggle, PulsePropertyGroups.Image, call =>
        {
            var wanted = call.Model.Properties.Text(OpticsNames.ShutterPosition) == "Open" ? "Closed" : "Open";
            call.Model.Properties.Set(OpticsNames.ShutterTarget, wanted);
            call.Model.Properties.Set(OpticsNames.ShutterPosition, wanted);
            return CallAnswer.Null;
        });
        table.AddControl(OpticsNames.ShiftToCenter, PulsePropertyGroups.Image, call =>
        {
            Move(call.Model, OpticsNames.LensShiftHorizontal, 32768);
            Move(call.Model, OpticsNames.LensShiftVertical, 32768);
            return CallAnswer.Null;
        });
        foreach (var motor in ImageSeed.Motors)
        {
            AddStep(table, motor, OpticsNames.MotorStepForward, 1);
            AddStep(table, motor, OpticsNames.MotorStepReverse, -1);
        }
    }

    public static void AddToggle(MethodTable table, string method, string property) =>
        table.AddControl(method, PulsePropertyGroups.Image, call =>
        {
            call.Model.Properties.Set(property, !call.Model.Properties.Flag(property));
            return CallAnswer.Null;
        });

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static void AddStep(MethodTable table, string motor, string method, int direction) =>
        table.AddControl(motor + method, PulsePropertyGroups.Image, call =>
        {
            if (!call.TryGetInteger("steps", 1, 65535, out var steps))
            {
                return CallAnswer.WrongType;
            }

            var position = call.Model.Properties.Integer(motor + OpticsNames.MotorPosition) + (direction * steps);
            Move(call.Model, motor, Math.Clamp(position, 0, 65535));
            return CallAnswer.Null;
        });

    private static void Move(ProjectorModel model, string motor, int position)
    {
        model.Properties.Set(motor + OpticsNames.MotorTarget, position);
        model.Properties.Set(motor + OpticsNames.MotorPosition, position);
    }
}
