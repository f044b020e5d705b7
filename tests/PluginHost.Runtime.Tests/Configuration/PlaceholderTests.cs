namespace PluginHost.Runtime.Tests.Configuration;

public sealed class PlaceholderTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    [Fact]
    public void Resolve_EnvironmentAndFile_StandInTheSettings()
    {
        _folder.Environment["METER_HOST"] = "192.0.2.7";
        _folder.Write("pin", "12345\n");

        var settings = Load("host: ${env:METER_HOST}", "pin: pre-${file:pin}-post");

        Assert.Equal("192.0.2.7", settings.Find("host")!.Text);
        Assert.Equal("pre-12345-post", settings.Find("pin")!.Text);
    }

    [Theory]
    [InlineData("a\n", "a")]
    [InlineData("a\r\n", "a")]
    [InlineData("a\n\n", "a\n")]
    [InlineData(" a", " a")]
    public void Resolve_File_CutsOneTrailingNewline(string content, string expected)
    {
        _folder.Write("pin", content);

        Assert.Equal(expected, Load("host: h", "pin: ${file:pin}").Find("pin")!.Text);
    }

    [Theory]
    [InlineData("port: ${env:PORT}")]
    [InlineData("port: \"${env:PORT}\"")]
    public void Resolve_WholeValue_MayBeANumberEvenInQuotes(string port)
    {
        _folder.Environment["PORT"] = "8080";

        Assert.False(Load("host: h", port).Find("port")!.IsQuoted);
    }

    [Theory]
    [InlineData("${env:NOT_THERE}", "the environment variable 'NOT_THERE' is not set")]
    [InlineData("${file:not-there}", "the file 'not-there' does not exist")]
    [InlineData("${file:.}", "the file '.' is a folder; expected a regular file")]
    [InlineData("${file:/dev/zero}", "the file '/dev/zero' is a character device; expected a regular file")]
    [InlineData("${file:binary}", "the file 'binary' is not UTF-8 text")]
    [InlineData("${env:}", "${env:} names nothing")]
    [InlineData("\"${file:\\0}\"", "${file: } names nothing")]
    [InlineData("${NAME}", "unknown placeholder; write ${env:NAME} or ${file:PATH}")]
    [InlineData("${vault:pin}", "unknown placeholder; write ${env:NAME} or ${file:PATH}")]
    [InlineData("ab${cd", "'${' has no '}'; a text with '${' in it must come from a placeholder itself")]
    public void Resolve_Impossible_IsOneErrorAtItsPlace(string value, string expected)
    {
        File.WriteAllBytes(_folder.At("binary"), [0xFF, 0xFE]);

        var loaded = _folder.Load($"devices:\n- id: a\n  driver: meter\n  settings:\n    host: h\n    port: {value}\n");

        Assert.Equal($"6:11: {expected}", ConfigurationFolder.Places(loaded.Errors));
    }

    [Fact]
    public void Resolve_ValueWithPlaceholderInIt_IsNotResolvedAgain()
    {
        _folder.Environment["PIN"] = "${env:OTHER}";

        Assert.Equal("${env:OTHER}", Load("host: h", "pin: ${env:PIN}").Find("pin")!.Text);
    }

    [Fact]
    public void Resolve_Value_IsMaskedInMessages()
    {
        _folder.Environment["DRIVER"] = "metre-of-mine";

        var loaded = _folder.Load("devices:\n- id: a\n  driver: ${env:DRIVER}\n");

        Assert.Equal("3:11: unknown driver '***'", ConfigurationFolder.Places(loaded.Errors));
    }

    public void Dispose() => _folder.Dispose();

    private SettingNode Load(params string[] settings)
    {
        var loaded = _folder.Load($"devices:\n- id: a\n  driver: meter\n  settings:\n    {string.Join("\n    ", settings)}\n");
        Assert.Empty(loaded.Errors);
        return loaded.Devices[0].Settings;
    }
}
