variable "endpoint" {}
variable "name" {}
variable "step" { default = 1 }
variable "role" { default = "" }

terraform {
  required_providers { aws = { source = "hashicorp/aws" } }
}

provider "aws" {
  region                  = "us-east-1"
  s3_force_path_style     = true
  skip_metadata_api_check = true
  skip_get_ec2_platforms  = true

  endpoints {
    iam = var.endpoint
    sts = var.endpoint
    s3  = var.endpoint
  }

  dynamic "assume_role" {
    for_each = var.role == "" ? [] : [var.role]
    content {
      role_arn     = assume_role.value
      session_name = "terraform"
    }
  }
}

data "aws_caller_identity" "me" {}
output "caller" { value = data.aws_caller_identity.me.arn }
