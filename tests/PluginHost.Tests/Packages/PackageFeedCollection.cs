namespace PluginHost.Tests.Packages;

/// <summary>Tests of one feed, which is packed once.</summary>
[CollectionDefinition(Name)]
public sealed class PackageFeedCollection : ICollectionFixture<PackageFeed>
{
    public const string Name = "Package feed";
}
