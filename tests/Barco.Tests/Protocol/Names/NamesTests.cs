using System.Reflection;
using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.Tests.Protocol.Names;

public sealed class NamesTests
{
    private static readonly string[] Names =
    [
        .. typeof(SystemNames).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(SystemNames).Namespace && type != typeof(RemoteKeys))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    // Another client asks for these; no projector is known to have them.
    [Theory]
    [InlineData("illumination.sources.laser.power.min")]
    [InlineData("illumination.sources.laser.power.max")]
    [InlineData("image.hue")]
    [InlineData("image.colortemperature")]
    [InlineData("system.macaddress")]
    public void Names_ThatNoProjectorHas_AreNotOurs(string name) => Assert.DoesNotContain(name, Names);

    [Fact]
    public void Names_AreLowerCaseAndDifferent()
    {
        Assert.All(Names, name => Assert.Matches("^[a-z.]+$", name));
        Assert.Equal(Names.Distinct(), Names);
    }

    [Fact]
    public void RemoteKeys_AreDifferent() => Assert.Equal(RemoteKeys.All.Distinct(), RemoteKeys.All);
}
