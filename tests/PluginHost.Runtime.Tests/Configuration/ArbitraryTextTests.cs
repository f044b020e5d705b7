using FsCheck;
using FsCheck.Fluent;

namespace PluginHost.Runtime.Tests.Configuration;

public sealed class ArbitraryTextTests : IDisposable
{
    private static readonly string[] Fragments =
    [
        "host:", "devices:", "- ", "id: a", "driver: meter", "settings:", "listen: ", "http://", "plugins: [", "token: ", "\n", "\n  ",
        "\n    ", "\t", " ", "{", "}", "[", "]", ", ", ": ", "? ", "&a ", "*a", "<<: ", "!x ", "\"", "'", "\\0", "\\U00110000", "\\x", "|\n",
        ">-\n", "#", "%YAML 1.1\n", "---\n", "...\n", "${env:A}", "${file:b}", "${", "}", "\r", "\u0085", "\u2028", "\uFEFF", "é", "\0", "~", "@",
    ];

    private readonly ConfigurationFolder _folder = new() { Environment = { ["A"] = "secret-value" } };

    [Fact]
    public void Load_FragmentsInAnyOrder_GivesErrorsWithPlacesAndNoException()
    {
        var texts = Gen.Elements(Fragments).ListOf().Select(string.Concat).ToArbitrary();

        Prop.ForAll(texts, IsReadOrRefused).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Load_AnyBytes_GivesErrorsWithPlacesAndNoException()
    {
        Prop.ForAll<byte[]>(bytes => _folder.Load(bytes).Errors.Count > 0).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Load_GoodFileCutAnywhere_GivesNoException()
    {
        const string Good = "host:\n  listen: http://[::1]:0\n  plugins: [a, \"b\"]\ndevices:\n- {id: a, driver: meter, settings: {host: 'h'}}\n";

        Assert.All(Enumerable.Range(0, Good.Length), length => Assert.True(IsReadOrRefused(Good[..length])));
    }

    public void Dispose() => _folder.Dispose();

    private bool IsReadOrRefused(string text)
    {
        var lines = text.Count(c => c is '\n' or '\r' or '\u0085' or '\u2028') + 2;
        return _folder.Load(text).Errors.All(error =>
            error.Line <= lines
            && !error.Message.Contains("secret-value", StringComparison.Ordinal)
            && !error.Message.Any(char.IsControl)
            && !error.Message.Contains("While ", StringComparison.Ordinal)
            && !error.Message.Contains("Exception", StringComparison.Ordinal));
    }
}
