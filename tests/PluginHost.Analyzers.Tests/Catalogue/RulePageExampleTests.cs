using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;
using PluginHost.Testing;

namespace PluginHost.Analyzers.Tests.Catalogue;

/// <summary>The examples of a rule's page do what the page says: the rule is reported in the lines that name it, and in no other.</summary>
public sealed partial class RulePageExampleTests
{
    private const string Names = """
        global using static Given;
        global using Microsoft.Win32.SafeHandles;
        global using System.Text.Json;
        global using System.Text.Json.Serialization;
        global using PluginHost;
        static class Given { public static readonly byte[] Ping = new byte[1]; public static void Publish(object what) => Console.WriteLine(what); }
        class MeterConnection(IConnectionContext attempt, object stream) : IDeviceConnection
        {
            public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => throw new NotSupportedException($"{attempt} {stream}");
            public ValueTask DisposeAsync() => default;
        }
        [DeviceDriver("meter", Version = "1.0.0")]
        public sealed class MeterDriver : IDeviceDriver
        {
            public IReadOnlyList<Setting> Settings => [];
            public DriverPlan Plan(ISettings settings) => new();
            public Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) => throw new NotSupportedException();
        }
        """;

    private const string Fields = """
        CancellationToken stop; UdpClient udp = null!; HttpClient http = null!; string url = "", host = ""; ILogger log = null!; EndPoint address = null!; SemaphoreSlim _gate = new(1); NetworkStream _stream = null!; Task ServeAsync(Socket s, CancellationToken c) => Task.CompletedTask;
        """;

    /// <summary>An example is a whole type, members, or statements: the first of these that compiles.</summary>
    private static readonly string[] Frames =
    [
        "{0}",
        $"class Example {{ {Fields}\n{{0}}\n}}",
        $"class Example {{ {Fields} async Task ListenAsync() {{\n{{0}}\n}} }}",
    ];

    public static TheoryData<string, int> Examples()
    {
        var examples = new TheoryData<string, int>();
        foreach (var rule in RuleCatalogue.Rules)
        {
            for (var i = 0; i < In(rule.Id).Count; i++)
            {
                examples.Add(rule.Id, i);
            }
        }

        return examples;
    }

    [Fact]
    public void EachPage_HasAnExample() =>
        Assert.Equal(["PH0099"], RuleCatalogue.Rules.Select(rule => rule.Id).Except(RuleCatalogue.Rules.Select(rule => rule.Id).Where(id => In(id).Count > 0)));

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_IsReportedWhereItSays(string id, int example)
    {
        var code = In(id)[example];
        var (frame, compilation) = Compile(code);
        var shift = frame.Split("{0}", StringSplitOptions.None)[0].Count(one => one == '\n');

        var found = await new ConnectionAnalyzer().RunAsync(compilation);

        var expected = code.Split('\n').Select((line, i) => (line, i)).Where(one => one.line.Contains("// " + id, StringComparison.Ordinal)).Select(one => one.i + 1).ToList();
        var actual = found.Where(one => one.Id == id).Select(one => one.Location.GetLineSpan().StartLinePosition.Line + 1 - shift).ToList();
        Assert.True(expected.SequenceEqual(actual), $"said in lines {string.Join(", ", expected)}, found in lines {string.Join(", ", actual)}\n{string.Join('\n', found)}\n{code}");
    }

    private static (string Frame, CSharpCompilation Compilation) Compile(string code)
    {
        var faults = new List<string>();
        foreach (var frame in Frames)
        {
            var compilation = Compiled.From([frame.Replace("{0}", code, StringComparison.Ordinal), Names]);
            var errors = compilation.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error).ToList();
            if (errors.Count == 0)
            {
                return (frame, compilation);
            }

            faults.Add(string.Join('\n', errors));
        }

        throw new InvalidDataException($"The example compiles in no frame:\n{string.Join("\n\n", faults)}\n{code}");
    }

    /// <summary>The blocks of C# on a page that name its rule in a comment.</summary>
    private static List<string> In(string id) =>
    [
        .. Block().Matches(File.ReadAllText(Path.Combine(BuiltProgram.RepositoryRoot, "docs", "rules", id + ".md")))
            .Select(block => block.Groups[1].Value)
            .Where(code => code.Contains("// " + id, StringComparison.Ordinal)),
    ];

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
