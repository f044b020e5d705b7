using System.Net;
using PluginHost.Runtime.Transports.Naming;

namespace PluginHost.Runtime.Tests.Transports.Naming;

public sealed class AddressMemoryTests
{
    [Fact]
    public void Remember_MoreThanItHolds_ForgetsTheLeastRecentlyAnswered()
    {
        var memory = new AddressMemory();
        for (var i = 0; i < AddressMemory.Capacity; i++)
        {
            memory.Remember($"host-{i}", [IPAddress.Loopback]);
        }

        memory.Remember("HOST-0", [IPAddress.IPv6Loopback]);
        memory.Remember("one-more", [IPAddress.Loopback]);

        Assert.Null(memory.Recall("host-1"));
        Assert.Equal([IPAddress.IPv6Loopback], memory.Recall("host-0"));
        Assert.NotNull(memory.Recall("host-2"));
        Assert.NotNull(memory.Recall("one-more"));
    }
}
