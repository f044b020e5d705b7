using System.Globalization;

[DeviceDriver("subject")]
public sealed class Culture : SinDriver
{
    protected override void Commit()
    {
        CultureInfo.CurrentCulture = new OwnCulture();
    }

    private sealed class OwnCulture() : CultureInfo("");
}
