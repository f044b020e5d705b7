[DeviceDriver("subject")]
public sealed class ParsedEnum : SinDriver
{
    protected override void Commit()
    {
        Enum.Parse<Unit>("Watt");
    }

    private enum Unit
    {
        Watt,
    }
}
