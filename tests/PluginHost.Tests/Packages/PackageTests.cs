using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using PluginHost.Testing;

namespace PluginHost.Tests.Packages;

/// <summary>The packages do in a project of somebody else what the projects of this repository do.</summary>
[Collection(PackageFeedCollection.Name)]
public sealed class PackageTests(PackageFeed feed)
{
    private const string Contract = "PluginHost.Abstractions";
    private const string Rules = "PluginHost.Analyzers";

    /// <summary>Has one mistake, and nothing that a language before C# 8 lacks.</summary>
    private const string Leaking = """
        using System;
        using System.Net.Sockets;

        public sealed class Client : IDisposable
        {
            private TcpClient tcp = new TcpClient("localhost", 1);

            public void OnLost()
            {
                tcp = null;
            }

            public void Dispose()
            {
                tcp?.Dispose();
            }
        }

        """;

    private const string Annotated = """
        using System.Net.Sockets;
        using PluginHost.Annotations;

        public abstract class Pool
        {
            [return: Owned] public abstract TcpClient Rent();

            public abstract void GiveBack([Disposes] TcpClient tcp);
        }

        public sealed class Client
        {
            [Borrowed] private TcpClient tcp = new TcpClient("localhost", 1);

            public void OnLost()
            {
                tcp = null;
            }
        }

        """;

    [Theory]
    [InlineData(Contract)]
    [InlineData(Rules)]
    [InlineData(Contract, Rules)]
    public async Task Build_OfAMistake_WarnsOnceAndShipsNoRule(params string[] packages)
    {
        var project = await FreshProject.CreateAsync(feed, "net10.0", Leaking, packages);

        var (code, lines) = await project.DotNetAsync("build");

        Assert.True(code == 0, string.Join('\n', lines));
        Assert.Contains(lines, line => line.Contains("Client.cs(10,9): warning PH0001", StringComparison.Ordinal));
        Assert.Equal(["warning PH0001"], await project.FindingsAsync());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(project.Folder, "bin"), "PluginHost.Analyzers*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("default", "warning", Contract)]
    [InlineData("strict", "error", Contract)]
    [InlineData("strict", "error", Rules)]
    [InlineData("host", "error", Rules)]
    public async Task Preset_SetsTheSeverity(string preset, string level, string package)
    {
        var project = await FreshProject.CreateAsync(feed, "net10.0", Leaking, package);

        var (code, lines) = await project.DotNetAsync("build", $"-p:PHPreset={preset}");

        Assert.True(code == (level == "error" ? 1 : 0), string.Join('\n', lines));
        Assert.Equal([$"{level} PH0001"], await project.FindingsAsync());
    }

    [Fact]
    public async Task Preset_OfNoSuchName_IsAnErrorThatSaysWhichThereAre()
    {
        var project = await FreshProject.CreateAsync(feed, "net10.0", Leaking, Rules);

        var (code, lines) = await project.DotNetAsync("build", "-p:PHPreset=loose");

        Assert.Equal(1, code);
        Assert.Contains(lines, line => line.Contains("PHPreset is 'loose'; it can be default, strict or host.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("net10.0", Contract)]
    [InlineData("netstandard2.0", Rules)]
    public async Task Annotations_CompileAndAreBelieved(string framework, string package)
    {
        var project = await FreshProject.CreateAsync(feed, framework, Annotated, package);

        var (without, said) = await project.DotNetAsync("build");
        var (with, lines) = await project.DotNetAsync("build", "-p:PHAnnotations=true", "-p:TreatWarningsAsErrors=true");

        Assert.Equal(1, without);
        Assert.Contains(said, line => line.Contains("CS0246", StringComparison.Ordinal) || line.Contains("CS0234", StringComparison.Ordinal));
        Assert.True(with == 0, string.Join('\n', lines));
        Assert.Empty(await project.FindingsAsync());
    }

    [Theory]
    [InlineData(Contract)]
    [InlineData(Rules)]
    public async Task Format_TakesTheFix(string package)
    {
        var project = await FreshProject.CreateAsync(feed, "net10.0", Leaking, package);

        var (code, lines) = await project.DotNetAsync("format", "analyzers", "--diagnostics", "PH0001");

        Assert.True(code == 0, string.Join('\n', lines));
        Assert.Contains("Interlocked.Exchange(ref tcp, null)?.Dispose();", await File.ReadAllTextAsync(project.Source), StringComparison.Ordinal);
        var (built, said) = await project.DotNetAsync("build", "-p:PHPreset=strict");
        Assert.True(built == 0, string.Join('\n', said));
        Assert.Empty(await project.FindingsAsync());
    }

    [Fact]
    public void AnalyzerPackage_HoldsBothAssembliesEveryPageAndNoDependency()
    {
        using var package = ZipFile.OpenRead(Path.Combine(feed.Path, $"{Rules}.0.1.0.nupkg"));
        var files = package.Entries.Select(entry => entry.FullName).ToList();
        using var manifest = package.GetEntry($"{Rules}.nuspec")!.Open();
        var metadata = XDocument.Load(manifest).Descendants().ToList();

        Assert.Equal(
            [$"analyzers/dotnet/cs/{Rules}.CodeFixes.dll", $"analyzers/dotnet/cs/{Rules}.dll"],
            files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Empty(Pages().Except(files));
        Assert.DoesNotContain(metadata, element => element.Name.LocalName == "dependency");
        Assert.Equal("true", metadata.Single(element => element.Name.LocalName == "developmentDependency").Value);
    }

    /// <summary>What loads them brings its own: a newer one than it has, and a rule or a fix is missing without a word.</summary>
    [Theory]
    [InlineData($"{Rules}.dll", "4.8", "7.0")]
    [InlineData($"{Rules}.CodeFixes.dll", "4.14", "9.0")]
    public async Task Assembly_RefersToNothingNewerThanTheOldestCompilerServed(string file, string compiler, string framework)
    {
        using var package = ZipFile.OpenRead(Path.Combine(feed.Path, $"{Rules}.0.1.0.nupkg"));
        await using var assembly = package.GetEntry($"analyzers/dotnet/cs/{file}")!.Open();
        using var bytes = new MemoryStream();
        await assembly.CopyToAsync(bytes);
        bytes.Position = 0;
        using var image = new PEReader(bytes);
        var metadata = image.GetMetadataReader();
        var references = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .Select(reference => (Name: metadata.GetString(reference.Name), Version: new Version(reference.Version.Major, reference.Version.Minor)))
            .Where(reference => reference.Name is not ("netstandard" or Rules))
            .ToList();

        Assert.NotEmpty(references);
        Assert.DoesNotContain(
            references,
            reference => reference.Version > Version.Parse(reference.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) ? compiler : framework));
    }

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Path.Combine(BuiltProgram.RepositoryRoot, "docs", "rules")).Select(page => $"docs/rules/{Path.GetFileName(page)}").Append("docs/analyzers.md");
}
