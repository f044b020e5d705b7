using PluginHost.Analyzers.DriverCode;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.DriverCode;

/// <summary>PH0015: what keeps a driver's old code loaded.</summary>
public sealed class KeepsGenerationLoadedTests
{
    [Theory]
    [InlineData("Reading? Read(string json) => [|JsonSerializer.Deserialize<Reading>(json)|];")]
    [InlineData("string Write(Reading reading) => [|JsonSerializer.Serialize(reading)|];")]
    [InlineData("string Anonymous() => [|JsonSerializer.Serialize(new { watts = 1 })|];")]
    [InlineData("object? ByType(string json) => [|JsonSerializer.Deserialize(json, typeof(Reading))|];")]
    [InlineData("string AsObject(Reading reading) => [|JsonSerializer.Serialize((object)reading)|];")]
    [InlineData("static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web); List<Reading>? All(string json) => [|JsonSerializer.Deserialize<List<Reading>>(json, Web)|];")]
    [InlineData("async Task<Reading?> StreamAsync(Stream s) => await [|JsonSerializer.DeserializeAsync<Reading>(s, new JsonSerializerOptions { MaxDepth = 3 })|];")]
    [InlineData("XmlSerializer Xml() => [|new XmlSerializer(typeof(int))|];")]
    [InlineData("object Contract() => [|new System.Runtime.Serialization.DataContractSerializer(typeof(int))|];")]
    [InlineData("object Convert() => [|System.ComponentModel.TypeDescriptor.GetConverter(typeof(Mode))|];")]
    [InlineData("void Check(object o) => [|System.ComponentModel.DataAnnotations.Validator.ValidateObject(o, new(o))|];")]
    [InlineData("void Go(dynamic d) { [|d.Start()|]; }")]
    [InlineData("int Ask(dynamic d) => [|d.Length|];")]
    [InlineData("void Watch() { [|AppDomain.CurrentDomain.ProcessExit += OnExit|]; } void OnExit(object? s, EventArgs e) { }")]
    [InlineData("void Watch() { [|TaskScheduler.UnobservedTaskException += (s, e) => { }|]; [|Console.CancelKeyPress += (s, e) => { }|]; }")]
    [InlineData("static readonly AsyncLocal<string> Name = [|new()|];")]
    [InlineData("GCHandle Pin(byte[] b) => [|GCHandle.Alloc(b, GCHandleType.Pinned)|];")]
    [InlineData("void Start() { [|new Thread(Run)|].Start(); } void Run() { }")]
    [InlineData("Timer? _timer; void Start() { _timer = [|new Timer(_ => { }, null, 1000, 1000)|]; }")]
    [InlineData("PeriodicTimer? _ticks; void Start() { _ticks = [|new PeriodicTimer(TimeSpan.FromHours(1))|]; }")]
    [InlineData("void Start() { [|Task.Run(() => { })|]; _ = [|Task.Run(async () => await Task.Delay(1))|]; }")]
    [InlineData("} record Frame(int Length) { public string Json() { string Local() => [|JsonSerializer.Serialize(this)|]; return Local(); }")]
    [InlineData("} sealed class Primary(Reading reading) { public string Json => [|JsonSerializer.Serialize(reading)|];")]
    [InlineData("} partial class Split { Reading R = new(1, \"W\"); } partial class Split { Func<string> Late() => () => [|JsonSerializer.Serialize(R)|];")]
    public Task WhatPins_IsReported(string members) => new DriverCodeRule().ReportsAsync("PH0015", DriverSource.With(members));

    [Theory]
    [InlineData("JsonNode? Read(string json) => JsonNode.Parse(json);")]
    [InlineData("Dictionary<string, double>? Values(string json) => JsonSerializer.Deserialize<Dictionary<string, double>>(json);")]
    [InlineData("Reading? Generated(string json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<Reading> shape) => JsonSerializer.Deserialize(json, shape);")]
    [InlineData("object? ByContext(string json, JsonSerializerContext context) => JsonSerializer.Deserialize(json, typeof(Reading), context);")]
    [InlineData("string Given(Reading r, JsonSerializerOptions options) => JsonSerializer.Serialize(r, options);")]
    [InlineData("string Resolved(Reading r, JsonSerializerContext c) => JsonSerializer.Serialize(r, new JsonSerializerOptions { TypeInfoResolver = c });")]
    [InlineData("static JsonSerializerOptions Make(JsonSerializerContext c) => new() { TypeInfoResolver = c }; string Made(Reading r, JsonSerializerContext c) => JsonSerializer.Serialize(r, Make(c));")]
    [InlineData("void Watch() { AppDomain.CurrentDomain.ProcessExit += OnExit; } void Stop() { AppDomain.CurrentDomain.ProcessExit -= OnExit; } void OnExit(object? s, EventArgs e) { }")]
    [InlineData("event Action? Changed; void Mine() { Changed += () => { }; }")]
    [InlineData("Timer? _timer; void Start() { _timer = new Timer(_ => { }); } void Stop() => _timer?.Dispose();")]
    [InlineData("void Once() { using var timer = new Timer(_ => { }); }")]
    [InlineData("async Task TickAsync() { using var ticks = new PeriodicTimer(TimeSpan.FromHours(1)); await ticks.WaitForNextTickAsync(); }")]
    [InlineData("async Task WorkAsync() { await Task.Run(() => { }); await Task.Run(() => { }).ConfigureAwait(false); }")]
    [InlineData("Task Kept() => Task.Run(() => { });")]
    [InlineData("Mode Parse(string text) => Enum.Parse<Mode>(text);")]
    [InlineData("[ThreadStatic] static int _count; System.Text.RegularExpressions.Regex Pattern() => new(\"a\");")]
    public Task WhatWasMeasuredToBeHarmless_IsNot(string members) => new DriverCodeRule().ReportsAsync("PH0015", DriverSource.With(members));

    [Fact]
    public void EveryRow_NamesAMemberAndARemedy() => Assert.All(PinningApis.Rows, row =>
    {
        Assert.Contains('.', row.Type);
        Assert.NotEqual("", row.Remedy);
        Assert.True(row.Fits(row.Member.TrimEnd('*') is { Length: > 0 } name ? name : "Anything"));
    });
}
