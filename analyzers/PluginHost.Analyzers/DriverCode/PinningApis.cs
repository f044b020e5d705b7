namespace PluginHost.Analyzers.DriverCode;

/// <summary>
/// The one list of what keeps a driver's code loaded: for its source the rule PH0015, for its assembly the host's look at the
/// members it refers to, which is compiled from this same file. Each row was measured with a driver of its own.
/// </summary>
internal static class PinningApis
{
    private const string Json = "give a JsonTypeInfo or a context made by the source generator, or use JsonNode";
    private const string Xml = "use XDocument or XmlReader";
    private const string Validation = "check the values by hand; settings are checked by the host";
    private const string Unsubscribe = "take the subscription back in the same type, or do without";
    private const string Value = "pass the value as an argument; what is set on a host's thread stays in its context";
    private const string Background = "use the rhythms of the connection; what runs by itself outlives the driver";

    public static readonly IReadOnlyList<PinningApi> Rows =
    [
        new("System.Text.Json.JsonSerializer", "*", PinningUse.OwnType, Json),
        new("System.Net.Http.Json.HttpClientJsonExtensions", "*", PinningUse.OwnType, Json),
        new("System.Net.Http.Json.HttpContentJsonExtensions", "*", PinningUse.OwnType, Json),
        new("System.Net.Http.Json.JsonContent", "Create", PinningUse.OwnType, Json),
        new("System.Xml.Serialization.XmlSerializer", ".ctor", PinningUse.Any, Xml),
        new("System.Runtime.Serialization.DataContractSerializer", ".ctor", PinningUse.Any, Xml),
        new("System.ComponentModel.TypeDescriptor", "*", PinningUse.Any, "convert by hand"),
        new("System.ComponentModel.DataAnnotations.Validator", "*", PinningUse.Any, Validation),
        new("Microsoft.Extensions.DependencyInjection.OptionsBuilderDataAnnotationsExtensions", "*", PinningUse.Any, Validation),
        new("Microsoft.CSharp.RuntimeBinder.Binder", "*", PinningUse.Any, DynamicRemedy),
        new("Microsoft.Extensions.Configuration.ConfigurationBinder", "*", PinningUse.OwnEnum, "read the enumeration by Enum.Parse"),
        new("Polly.ResiliencePipelineBuilder`1", ".ctor", PinningUse.OwnType, "use the builder without a type argument and look at the outcome's result"),
        new("System.AppDomain", "*", PinningUse.Subscription, Unsubscribe),
        new("System.Console", "CancelKeyPress", PinningUse.Subscription, Unsubscribe),
        new("System.Threading.Tasks.TaskScheduler", "UnobservedTaskException", PinningUse.Subscription, Unsubscribe),
        new("System.Runtime.Loader.AssemblyLoadContext", "*", PinningUse.Subscription, Unsubscribe),
        new("System.Threading.AsyncLocal`1", ".ctor", PinningUse.Any, Value),
        new("System.Threading.SynchronizationContext", "SetSynchronizationContext", PinningUse.Any, Value),
        new("System.Runtime.InteropServices.GCHandle", "Alloc", PinningUse.Any, "keep a reference, or use Memory<T>.Pin and dispose what it gives"),
        new("System.Runtime.InteropServices.PosixSignalRegistration", "Create", PinningUse.Any, "signals are the host's"),
        new("System.Threading.Thread", ".ctor", PinningUse.Any, Background),
        new("System.Threading.Timer", ".ctor", PinningUse.Undisposed, Background),
        new("System.Threading.PeriodicTimer", ".ctor", PinningUse.Undisposed, Background),
        new("System.Timers.Timer", ".ctor", PinningUse.Undisposed, Background),
        new("System.Diagnostics.Metrics.Meter", ".ctor", PinningUse.Undisposed, "dispose it with the connection"),
        new("System.Threading.Tasks.Task", "Run", PinningUse.Discarded, Background),
        new("System.Threading.Tasks.TaskFactory", "StartNew", PinningUse.Discarded, Background),
    ];

    /// <summary>What <see langword="dynamic"/> leaves behind: a cache of call sites for the whole process.</summary>
    public const string DynamicRemedy = "use a type, or JsonNode";
}
