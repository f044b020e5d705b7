using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PluginHost.Runtime.Events;

namespace PluginHost.Server.Api;

/// <summary>Says in the OpenAPI document what types with a converter of their own look like.</summary>
internal static class ApiSchemas
{
    public static Task NameAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken stop)
    {
        document.Info = new OpenApiInfo { Title = "PluginHost", Version = HostRoutes.Version };
        return Task.CompletedTask;
    }

    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(EntityValue))
        {
            schema.Type = JsonSchemaType.Boolean | JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Null;
        }
        else if (type == typeof(EventEntry))
        {
            schema.Type = JsonSchemaType.Object;
            schema.Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["seq"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
                ["time"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. EventTypeNames.All.Select(name => (System.Text.Json.Nodes.JsonNode)name)] },
                ["device"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
                ["entity"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
                ["data"] = new OpenApiSchema(),
            };
        }

        return Task.CompletedTask;
    }
}
