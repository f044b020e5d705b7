using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Options;

public sealed class OptionWithoutEffectTests
{
    private const string Source = "namespace N { class Pool { public class Slot { } public static void GiveBack(Socket s) { } } class Of<T> { public void Close() { } } }";

    [Theory]
    [InlineData("dotnet_code_quality.PH0002.max_total", "soon", "its value 'soon' is not a duration such as 00:01:00; the default is used")]
    [InlineData("dotnet_code_quality.PH.max_call_depth", "0", "its value '0' is not a number above 0; the default is used")]
    [InlineData("dotnet_code_quality.PH.strict_handler", "true", "there is no option of that name")]
    [InlineData("dotnet_code_quality.ph0007.Strict", "true", "there is no option of that name")]
    [InlineData("dotnet_code_quality.PH.additional_resource_types", "N.Pool, System.IO.FileStream", "'N.Pool, System.IO.FileStream' names nothing here; several names are separated by |")]
    [InlineData("dotnet_code_quality.PH.excluded_resource_types", "N.Pool|N.Poool", "'N.Poool' names nothing here; several names are separated by |")]
    [InlineData("dotnet_code_quality.PH.disposing_members", "N.Pool.TakeBack", "'N.Pool.TakeBack' names nothing here; several names are separated by |")]
    [InlineData("dotnet_code_quality.PH.closing_method_names", "Quit, Leave", "'Quit, Leave' names nothing here; several names are separated by |")]
    public async Task Option_IsNamedOnce(string key, string value, string reason)
    {
        var found = await new OptionsAnalyzer().RunAsync(Compiled.From([Source, "class Other;"]), new Dictionary<string, string> { [key] = value });

        Assert.Equal($"The option '{key}' has no effect: {reason}", Assert.Single(found).GetMessage());
    }

    [Theory]
    [InlineData("dotnet_code_quality.PH.additional_resource_types", "N.Pool|System.IO.FileStream")]
    [InlineData("dotnet_code_quality.PH.excluded_resource_types", "N.Pool+Slot")]
    [InlineData("dotnet_code_quality.PH.disposing_members", "N.Pool.GiveBack | M:N.Pool.GiveBack(System.Net.Sockets.Socket)")]
    [InlineData("dotnet_code_quality.PH.disposing_members", "N.Of<T>.Close")]
    [InlineData("dotnet_code_quality.PH0003.log_methods", "System.Console.WriteLine")]
    [InlineData("dotnet_code_quality.PH.closing_method_names", "Quit|Leave")]
    [InlineData("dotnet_code_quality.PHP1234.anything", "of somebody else")]
    [InlineData("dotnet_code_quality.photo.size", "of somebody else")]
    [InlineData("dotnet_code_quality.ph0002.max_total", "00:00:30")]
    public async Task OptionWithEffect_IsNotNamed(string key, string value) =>
        Assert.Empty(await new OptionsAnalyzer().RunAsync(Compiled.From([Source]), new Dictionary<string, string> { [key] = value }));
}
