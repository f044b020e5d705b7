using System.Security;
using System.Text;

namespace PluginHost.Server.Scripts;

/// <summary>
/// The <c>Directory.Build.props</c> beside scripts: what the SDK and an editor need to see a script as the host does. The host
/// itself reads no such file.
/// </summary>
internal static class EditorProps
{
    public const string FileName = "Directory.Build.props";

    /// <param name="program">The folder of the program whose contract and rules are referred to.</param>
    public static string For(string program) => $"""
        <Project>
          <!-- Written by 'pluginhost new driver', so that editors and 'dotnet build NAME.cs' see scripts as the host does. The host does not read it. -->
          <PropertyGroup Condition="'$(FileBasedProgram)' == 'true'">
            <PluginHostFolder>{Escape(Path.TrimEndingDirectorySeparator(program))}</PluginHostFolder>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Library</OutputType>
            <LangVersion>14</LangVersion>
            <PublishAot>false</PublishAot>
            <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
          </PropertyGroup>
          <ItemGroup Condition="'$(FileBasedProgram)' == 'true'">
            <Reference Include="$(PluginHostFolder)/PluginHost.Abstractions.dll" Private="false" />
            <Reference Include="$(PluginHostFolder)/refs/Microsoft.Extensions.Logging.Abstractions.dll" Private="false" />
            <Analyzer Include="$(PluginHostFolder)/PluginHost.Analyzers.dll" />
            <Analyzer Include="$(PluginHostFolder)/generators/Microsoft.Extensions.Logging.Generators.dll" />
          </ItemGroup>
        </Project>

        """;

    /// <summary>As XML and as a value of MSBuild, to which some characters mean something.</summary>
    private static string Escape(string path)
    {
        var text = new StringBuilder();
        foreach (var character in path)
        {
            text.Append("%$@;*?'()".Contains(character) ? $"%{(int)character:X2}" : character.ToString());
        }

        return SecurityElement.Escape(text.ToString());
    }
}
