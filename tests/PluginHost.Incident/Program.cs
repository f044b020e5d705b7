using PluginHost.Incident.Drawing;
using PluginHost.Incident.Experiment;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(ExperimentOptions.Usage);
    return 0;
}

ExperimentOptions options;
try
{
    options = ExperimentOptions.Parse(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

var result = await SideBySide.RunAsync(options);
Directory.CreateDirectory(options.Folder);
await File.WriteAllTextAsync(Path.Combine(options.Folder, "descriptors.csv"), DescriptorCsv.Write(result.Samples));
await File.WriteAllTextAsync(Path.Combine(options.Folder, "descriptors.svg"), DescriptorChart.Draw(result.Samples));
Console.WriteLine(Summary.Write(options, result));
Console.WriteLine($"written: descriptors.csv and descriptors.svg in {Path.GetFullPath(options.Folder)}");
return 0;
