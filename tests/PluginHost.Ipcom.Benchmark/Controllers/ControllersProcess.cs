using PluginHost.Ipcom.Benchmark.Processes;

namespace PluginHost.Ipcom.Benchmark.Controllers;

/// <summary>A process that is nothing but virtual controllers.</summary>
internal static class ControllersProcess
{
    public static async Task RunAsync(int count)
    {
        List<MeasuredController> controllers = [];
        for (var i = 0; i < count; i++)
        {
            controllers.Add(await MeasuredController.StartAsync());
        }

        await Orders.ObeyAsync(controllers.Select(controller => controller.Address).ToList(), order =>
        {
            if (order == Orders.End)
            {
                return Task.FromResult<object>(controllers.ConvertAll(controller => controller.End()));
            }

            controllers.ForEach(controller => controller.Begin());
            return Task.FromResult<object>(order);
        });
        foreach (var controller in controllers)
        {
            await controller.DisposeAsync();
        }
    }
}
