using PluginHost.Lint.Projects;

namespace PluginHost.Lint.Tests.Projects;

public sealed class BuildErrorTests
{
    [Theory]
    [InlineData("/src/A.cs(12,27): error CS0029: Cannot convert [/src/a.csproj]", "/src/A.cs", 12, 27, "CS0029", "Cannot convert")]
    [InlineData("/src/A.cs(12,27,12,30): error CS0029: Cannot convert [/src/a.csproj]", "/src/A.cs", 12, 27, "CS0029", "Cannot convert")]
    [InlineData("/src/a.csproj : error NU1101: Unable to find package X.", "/src/a.csproj", 1, 1, "NU1101", "Unable to find package X.")]
    [InlineData("MSBUILD : error MSB1009: Project file does not exist.", "MSBUILD", 1, 1, "MSB1009", "Project file does not exist.")]
    public void Error_IsRead(string line, string file, int row, int column, string id, string message)
    {
        var error = BuildError.Parse(line);

        Assert.NotNull(error);
        Assert.Equal((file, row, column, id, message), (error.File, error.Line, error.Column, error.Id, error.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("    1 Error(s)")]
    [InlineData("/src/A.cs(1,2): warning CS0168: never used [/src/a.csproj]")]
    public void OtherLine_IsNone(string line) => Assert.Null(BuildError.Parse(line));
}
