using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Hosting;
using PluginHost.Server.Api.Documents;

namespace PluginHost.Server.Api;

/// <summary><c>/api/v1/devices</c>, without commands.</summary>
internal static class DeviceRoutes
{
    public static void Map(IEndpointRouteBuilder routes, House house, Problem problems)
    {
        routes.MapGet("/api/v1/devices", () => TypedResults.Json<IReadOnlyList<DeviceDocument>>(
                [.. house.Devices.Select(DeviceDocument.From)], ApiJson.Default.IReadOnlyListDeviceDocument))
            .WithName("GetDevices").WithTags("devices").WithSummary("Every device, in the order of the configuration.")
            .Produces<IReadOnlyList<DeviceDocument>>();

        routes.MapGet("/api/v1/devices/{id}", IResult (string id) => house.Find(id) is { } device
                ? TypedResults.Json(DeviceDocument.From(device), ApiJson.Default.DeviceDocument)
                : problems.NoDevice(id))
            .WithName("GetDevice").WithTags("devices").WithSummary("One device.")
            .Produces<DeviceDocument>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        routes.MapPost("/api/v1/devices/{id}/reconnect", IResult (string id) => house.Find(id) switch
            {
                { Status: DeviceStatus.Disabled } => problems.Create(
                    StatusCodes.Status409Conflict, $"The device '{id}' is disabled in the configuration."),
                { IsQuarantined: true } lost => problems.Create(
                    StatusCodes.Status409Conflict,
                    $"The device '{id}' is quarantined, its plugin must be replaced first ('{lost.Plugin}', generation {lost.Generation}): {lost.LastError}"),
                { } when house.Reconnect(id) && house.Find(id) is { } device =>
                    TypedResults.Json(DeviceDocument.From(device), ApiJson.Default.DeviceDocument, statusCode: StatusCodes.Status202Accepted),
                _ => problems.NoDevice(id),
            })
            .WithName("ReconnectDevice").WithTags("devices").WithSummary("Tries a device now, also after auth-failed or failed.")
            .WithDescription("409 where trying cannot help: the device is disabled, or it is quarantined until its plugin is replaced.")
            .Produces<DeviceDocument>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }
}
