using System.IO;

[DeviceDriver("subject")]
public sealed class FileWatcher : SinDriver
{
    protected override void Commit()
    {
        var watcher = new FileSystemWatcher(Path.GetTempPath());
        watcher.Changed += (_, _) => Seen++;
        watcher.EnableRaisingEvents = true;
    }

    public static int Seen { get; private set; }
}
