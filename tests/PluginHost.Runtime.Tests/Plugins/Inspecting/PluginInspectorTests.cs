using FsCheck;
using FsCheck.Fluent;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Inspecting;

namespace PluginHost.Runtime.Tests.Plugins.Inspecting;

public sealed class PluginInspectorTests
{
    [Fact]
    public void Inspect_TwoDrivers_ReadsAttributesWithoutLoading()
    {
        var facts = Inspect("TwoDrivers");

        Assert.Equal("7.0.0", facts.Version);
        Assert.Equal(
            [new DriverFacts("TwoDrivers.FirstDriver", "first", "First", "7.0.0"), new DriverFacts("TwoDrivers.SecondDriver", "second", null, null)],
            facts.Drivers);
        Assert.Equal([new VirtualDeviceFacts("TwoDrivers.FirstVirtualDevice", "first")], facts.VirtualDevices);
        Assert.Empty(facts.Diagnostics);
    }

    [Fact]
    public void Inspect_DriverWithoutVersion_TakesTheInformationalVersionWithoutCommit() =>
        Assert.Equal("3.2.1", Inspect("CleanTwin").Version);

    [Theory]
    [InlineData("PH0014", "new System.Net.Sockets.Socket")]
    [InlineData("PH0014", "new System.Net.Sockets.TcpClient")]
    [InlineData("PH0014", "new System.Net.Sockets.TcpListener")]
    [InlineData("PH0014", "new System.Net.Sockets.UdpClient")]
    [InlineData("PH0014", "System.Net.Sockets.TcpListener.Create")]
    [InlineData("PH0014", "new System.Net.Http.HttpClient")]
    [InlineData("PH0014", "new System.Net.HttpListener")]
    [InlineData("PH0014", "new System.Net.WebClient")]
    [InlineData("PH0014", "new System.Net.Mail.SmtpClient")]
    [InlineData("PH0014", "System.Net.WebRequest.Create")]
    [InlineData("PH0014", "System.Net.WebRequest.CreateDefault")]
    [InlineData("PH0014", "System.Net.WebRequest.CreateHttp")]
    [InlineData("PH0014", "System.Net.Quic.QuicConnection.ConnectAsync")]
    [InlineData("PH0014", "System.Net.Quic.QuicListener.ListenAsync")]
    [InlineData("PH0015", "new System.Xml.Serialization.XmlSerializer")]
    [InlineData("PH0015", "System.ComponentModel.TypeDescriptor.GetConverter")]
    [InlineData("PH0015", "System.Text.Json.JsonSerializer.Serialize")]
    [InlineData("PH0015", "new System.Threading.Thread")]
    [InlineData("PH0015", "new System.Threading.Timer")]
    public void Inspect_MemberThatADriverShouldNotUse_IsNamedAsAWarning(string rule, string member)
    {
        var finding = Assert.Single(
            Inspect("EverySin").Diagnostics, diagnostic => diagnostic.Message.StartsWith($"The plugin uses {member}:", StringComparison.Ordinal));

        Assert.Equal((rule, PluginDiagnosticSeverity.Warning, "EverySin.dll"), (finding.Id, finding.Severity, finding.File));
    }

    [Fact]
    public void Inspect_MembersWithoutHarm_AreNotNamed() => Assert.Equal(19, Inspect("EverySin").Diagnostics.Count);

    [Fact]
    public void Inspect_NoDriver_IsRefused()
    {
        var refusal = Assert.Throws<PluginLoadException>(() => Inspect("NoDriver"));

        Assert.Equal("NoDriver.dll: it holds no class with [DeviceDriver].", refusal.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u007fELF\u0002\u0001\u0001 and so on")]
    [InlineData("MZ is how it starts, and then it is over")]
    public void Inspect_NotManaged_IsRefused(string content)
    {
        var refusal = Assert.Throws<PluginLoadException>(() => PluginInspector.Inspect(System.Text.Encoding.Latin1.GetBytes(content), "x.dll"));

        Assert.StartsWith("x.dll is not a managed assembly", refusal.Message);
    }

    [Fact]
    public void Inspect_AnyDamage_IsReadOrRefused()
    {
        var sound = File.ReadAllBytes(PathOf("TwoDrivers"));
        var places = Gen.Zip(Gen.Choose(0, sound.Length - 1), Gen.Choose(0, 255)).ListOf();
        var damage = Gen.Zip(Gen.Choose(0, sound.Length), places).ToArbitrary();

        Prop.ForAll(damage, change =>
        {
            var bytes = (byte[])sound.Clone();
            foreach (var (place, value) in change.Item2)
            {
                bytes[place] = (byte)value;
            }

            return IsReadOrRefused(bytes) && IsReadOrRefused(bytes[..change.Item1]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Inspect_DamagedMetadata_IsReadOrRefused()
    {
        var sound = File.ReadAllBytes(PathOf("EverySin"));
        using var image = new System.Reflection.PortableExecutable.PEReader(new MemoryStream(sound));
        var (start, size) = (image.PEHeaders.MetadataStartOffset, image.PEHeaders.MetadataSize);
        var damage = Gen.Zip(Gen.Choose(start, start + size - 1), Gen.Choose(0, 255)).ToArbitrary();

        Prop.ForAll(damage, change =>
        {
            var bytes = (byte[])sound.Clone();
            bytes[change.Item1] = (byte)change.Item2;
            return IsReadOrRefused(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    private static bool IsReadOrRefused(byte[] bytes)
    {
        try
        {
            return PluginInspector.Inspect(bytes, "x.dll").Drivers.Count > 0;
        }
        catch (PluginLoadException)
        {
            return true;
        }
    }

    private static string PathOf(string name) => Path.Combine(PluginBench.Built(name), name + ".dll");

    private static PluginFacts Inspect(string name) => PluginInspector.Inspect(File.ReadAllBytes(PathOf(name)), name + ".dll");
}
