using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Virtual.Knobs;

namespace PluginHost.Barco.Virtual.Methods;

/// <summary>Everything that can be called.</summary>
internal sealed class MethodTable
{
    private readonly Dictionary<string, Method> _methods = new(StringComparer.Ordinal);

    public MethodTable(VirtualOptions options)
    {
        PropertyMethods.AddTo(this);
        SystemMethods.AddTo(this);
        ImageMethods.AddTo(this);
        ProfileMethods.AddTo(this);
        InterfaceMethods.AddTo(this, options.KeyMethods);
    }

    public void AddQuery(string name, PulsePropertyGroups group, Func<Call, CallAnswer> run) =>
        _methods.Add(name, new Method(group, IsControl: false, run));

    public void AddControl(string name, PulsePropertyGroups group, Func<Call, CallAnswer> run) =>
        _methods.Add(name, new Method(group, IsControl: true, run));

    public CallAnswer Run(Call call)
    {
        var name = call.Request.Method;
        var found = _methods.TryGetValue(name, out var method);
        if (name != PulseMethods.Authenticate && !call.Client.IsAuthenticated)
        {
            switch (call.Model.Options.AuthMode)
            {
                case AuthMode.All:
                    return CallAnswer.Error(
                        PulseErrorCodes.AccessDenied, "Access permission error, your permission are: NO_ACCESS Rewritten: 0");
                case AuthMode.Control when method is { IsControl: true }:
                    return CallAnswer.Error(PulseErrorCodes.AccessDenied, "Access permission error");
            }
        }

        return found && call.Model.Properties.Present.HasFlag(method!.Group) ? method.Run(call) : CallAnswer.NoMethod(name);
    }
}
