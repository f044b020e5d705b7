using PluginHost.Lint.Scripts;

namespace PluginHost.Lint.Tests.Scripts;

public sealed class DirectiveTests
{
    [Theory]
    [InlineData("#!/usr/bin/env dotnet")]
    [InlineData("#:property PublishAot=false")]
    [InlineData("#:sdk Microsoft.NET.Sdk")]
    [InlineData("#:sdk Microsoft.NET.Sdk@10.0.100")]
    [InlineData("#:package PluginHost.Abstractions@0.1.0")]
    [InlineData("#:package pluginhost.analyzers@*")]
    [InlineData("#:package Microsoft.Extensions.Logging.Abstractions@10.0.0")]
    [InlineData("#:project ../../host/PluginHost.Abstractions/PluginHost.Abstractions.csproj")]
    [InlineData("#:project ..\\PluginHost.Abstractions")]
    public async Task WhatIsThereAnyway_IsPassedOver(string directive)
    {
        var build = await Script.BuildAsync(directive + "\nusing PluginHost; using Microsoft.Extensions.Logging;\nclass Lamp { ILogger? Log; Deadline Limit; }");

        Assert.Null(build.Refusal);
        Assert.Empty(build.Findings);
    }

    [Theory]
    [InlineData("#:package Polly@8.0.0", "'#:package Polly@8.0.0' cannot be honoured")]
    [InlineData("#:project ../Mine/Mine.csproj", "'#:project ../Mine/Mine.csproj' cannot be honoured")]
    [InlineData("#:sdk Microsoft.NET.Sdk.Web", "'#:sdk Microsoft.NET.Sdk.Web' cannot be honoured")]
    [InlineData("#:include shared.cs", "a script is one file")]
    [InlineData("#:property DefineConstants=FAST", "'#:property DefineConstants' would change what the script does")]
    [InlineData("#:property checkforoverflowunderflow = true", "would change what the script does")]
    [InlineData("#:later thing", "the host does not know the directive '#:later thing'")]
    public async Task WhatCannotBeHonoured_IsRefusedAtItsPlace_EvenWhereTheGateIsOff(string directive, string message)
    {
        var build = await Script.BuildAsync($"#!/usr/bin/env dotnet\n{directive}\nclass Lamp {{ int Watt = \"forty\"; }}", GateLevel.Off);

        Assert.Null(build.Assembly);
        Assert.Equal(["GATE", "CS0029"], build.Findings.Select(one => one.Id));
        var finding = build.Findings[0];
        Assert.Equal((Script.Path, 2, 1), (finding.File, finding.Line!.Value, finding.Column!.Value));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }
}
