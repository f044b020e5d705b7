using System.Text.Json;

namespace PluginHost.Tests.Packages;

/// <summary>A new project outside the repository that refers to some of our packages.</summary>
internal sealed class FreshProject
{
    private const string ErrorLog = "findings.sarif";

    private readonly PackageFeed _feed;

    private FreshProject(PackageFeed feed, string folder)
    {
        _feed = feed;
        Folder = folder;
    }

    public string Folder { get; }

    public string Source => Path.Combine(Folder, "Client.cs");

    public static async Task<FreshProject> CreateAsync(PackageFeed feed, string framework, string source, params string[] packages)
    {
        var project = new FreshProject(feed, Directory.CreateDirectory(Path.Combine(feed.Room, Path.GetRandomFileName())).FullName);
        await File.WriteAllTextAsync(project.Source, source);
        await File.WriteAllTextAsync(Path.Combine(project.Folder, "Fresh.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
                <ErrorLog>{ErrorLog},version=2.1</ErrorLog>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(packages.Select(package => $"<PackageReference Include=\"{package}\" Version=\"0.1.0\" />"))}
              </ItemGroup>
            </Project>
            """);
        return project;
    }

    public Task<(int Code, IReadOnlyList<string> Lines)> DotNetAsync(params string[] arguments) =>
        DotNet.TryAsync(Folder, _feed.Environment, arguments);

    /// <summary>What our rules found in the last build, as <c>level id</c>; the console says each thing twice.</summary>
    public async Task<IReadOnlyList<string>> FindingsAsync()
    {
        await using var file = File.OpenRead(Path.Combine(Folder, ErrorLog));
        using var log = await JsonDocument.ParseAsync(file);
        return
        [
            .. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Select(result => $"{result.GetProperty("level").GetString()} {result.GetProperty("ruleId").GetString()}")
                .Where(finding => finding.Contains(" PH", StringComparison.Ordinal)),
        ];
    }
}
