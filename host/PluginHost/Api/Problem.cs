using Microsoft.AspNetCore.Http.HttpResults;
using PluginHost.Runtime.Configuration;

namespace PluginHost.Server.Api;

/// <summary>Makes problem details (RFC 9457) that hold no secret.</summary>
internal sealed class Problem(SecretMask secrets)
{
    public const string ContentType = "application/problem+json";

    public ProblemHttpResult Create(int status, string detail, params IEnumerable<KeyValuePair<string, object?>> more) =>
        TypedResults.Problem(secrets.Mask(detail), statusCode: status, extensions: more);

    public ProblemHttpResult NoDevice(string id) => Create(StatusCodes.Status404NotFound, $"There is no device '{id}'.");
}
