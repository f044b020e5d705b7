using System.ComponentModel.DataAnnotations;

[DeviceDriver("subject")]
public sealed class ValidatorOnOwnType : SinDriver
{
    protected override void Commit()
    {
        var reading = new Reading();
        Validator.TryValidateObject(reading, new ValidationContext(reading), [], validateAllProperties: true);
    }

    public sealed class Reading
    {
        [Range(0, 10)]
        public double Watts { get; set; }
    }
}
