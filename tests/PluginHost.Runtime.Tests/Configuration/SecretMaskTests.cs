using PluginHost.Runtime.Configuration;

namespace PluginHost.Runtime.Tests.Configuration;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("long-secret", "a long-secret b", "a *** b")]
    [InlineData("long-secret", "xlong-secretx", "x***x")]
    [InlineData("long-secret", "long-secret and long-secret", "*** and ***")]
    [InlineData("1234", "pin=1234;", "pin=***;")]
    [InlineData("1234", "1234", "***")]
    [InlineData("1234", "port 12345, a1234", "port 12345, a1234")]
    [InlineData("12", "pin=12", "pin=12")]
    [InlineData("true", "\"writable\": true", "\"writable\": true")]
    [InlineData("   ", "a   b", "a   b")]
    public void Mask_OneSecret_IsHiddenWhereItIsTheSecret(string secret, string text, string expected)
    {
        var mask = new SecretMask();

        mask.Add(secret);

        Assert.Equal(expected, mask.Mask(text));
    }

    [Fact]
    public void Mask_OverlappingSecrets_LeavesNoEndReadable()
    {
        var mask = new SecretMask();
        mask.Add("abcdefgh");
        mask.Add("efghijkl");

        Assert.Equal("***", mask.Mask("abcdefghijkl"));
    }

    [Fact]
    public void Mask_SecretWithinSecret_HidesTheLonger()
    {
        var mask = new SecretMask();
        mask.Add("password");
        mask.Add("my-password-2");

        Assert.Equal("it is ***.", mask.Mask("it is my-password-2."));
    }

    [Fact]
    public void Mask_NothingSecretInIt_ReturnsTheSameText()
    {
        var mask = new SecretMask();
        mask.Add("long-secret");
        var text = new string('x', 50);

        Assert.Same(text, mask.Mask(text));
        Assert.Same(text, new SecretMask().Mask(text));
    }

    [Fact]
    public void Add_SecretSettings_FindsThemInGroups()
    {
        var mask = new SecretMask();
        var settings = SettingNode.Map([
            KeyValuePair.Create(SettingNode.Scalar("pin"), SettingNode.Scalar("98765")),
            KeyValuePair.Create(SettingNode.Scalar("host"), SettingNode.Scalar("meter.example")),
            KeyValuePair.Create(SettingNode.Scalar("login"), SettingNode.Map([
                KeyValuePair.Create(SettingNode.Scalar("user"), SettingNode.Scalar("somebody")),
                KeyValuePair.Create(SettingNode.Scalar("password"), SettingNode.Scalar("hunter22"))]))]);

        mask.Add(new MeterKnowledge().SettingsOf("meter")!, settings);

        Assert.Equal("*** at meter.example, somebody:***", mask.Mask("98765 at meter.example, somebody:hunter22"));
    }

    [Fact]
    public void Add_FromManyThreads_LosesNone()
    {
        var mask = new SecretMask();
        var secrets = Enumerable.Range(0, 200).Select(i => $"secret-number-{i:D3}").ToList();

        Parallel.ForEach(secrets, secret =>
        {
            mask.Add(secret);
            mask.Mask(secret);
        });

        Assert.All(secrets, secret => Assert.Equal("***", mask.Mask(secret)));
    }
}
